//! The bodies of the fuzz targets on a bounded number of inputs.

use proptest::prelude::*;

use super::{bodies, readers};

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in bytes()) {
        bodies::decoding(&bytes);
    }

    #[test]
    fn any_document_of_another_format_is_read_or_refused(bytes in bytes()) {
        readers::reading(&bytes);
    }

    #[test]
    fn any_text_is_parsed_and_extracted(bytes in bytes()) {
        bodies::extraction(&bytes);
    }

    #[test]
    fn any_sidecar_is_refused_or_read_and_written_as_the_same(bytes in bytes()) {
        bodies::sidecar(&bytes);
    }

    #[test]
    fn any_codebook_is_refused_or_can_be_worked_with(bytes in bytes()) {
        bodies::codebook(&bytes);
    }

    #[test]
    fn any_line_of_edits_is_refused_or_can_be_taken_back(bytes in bytes()) {
        bodies::edits(&bytes);
    }

    #[test]
    fn any_two_who_went_apart_are_merged_and_nothing_is_lost(bytes in bytes()) {
        bodies::merging(&bytes);
    }
}
