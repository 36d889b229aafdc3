//! The bundled sample bulletins, given to the user as a copy of their own.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::settings::samples_folder;

/// A sample's path and bytes.
macro_rules! sample {
    ($path:literal) => {
        (
            $path,
            include_bytes!(concat!("../../assets/samples/", $path)),
        )
    };
}

/// Path within the folder, and the file's bytes.
const SAMPLES: [(&str, &[u8]); 9] = [
    sample!("2022年第四季度网络安全工作简报.txt"),
    sample!("2023年数字教育大事记.txt"),
    sample!("2024年3月数字政务工作月报.txt"),
    sample!("2024年4月数字政务工作月报.txt"),
    sample!("2024年全省数据资源工作要点.txt"),
    sample!("关于召开数据工作座谈会的通知.txt"),
    sample!("各省来稿/内蒙古自治区2024年6月政务数据工作月报.txt"),
    sample!("各省来稿/四川省2024年5月教育数字化工作月报.txt"),
    sample!("转载 2024年义务教育信息化工作要点.txt"),
];

/// Writes the samples that are not there yet and returns their folder. What the user did with earlier copies stays.
///
/// # Errors
/// Where no folder can be found or written.
pub fn unpack() -> io::Result<PathBuf> {
    let folder = samples_folder().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
    for (path, bytes) in SAMPLES {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if !path.exists() {
            fs::write(path, bytes)?;
        }
    }
    Ok(folder)
}
