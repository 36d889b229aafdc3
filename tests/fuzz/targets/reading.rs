#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| piyue_fuzz::readers::reading(data));
