//! Previews: pictures drawn anew, so that nothing of the file that came is ever shown in a page.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::extent::Extent;
use super::media_type::MediaType;
use super::refusal::Refusal;

/// The longest side of a picture we examine, in pixels.
pub const MOST_SIDE: u32 = 12_000;

/// The most pixels of a picture we examine.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The longest side of a preview, in pixels.
pub const PREVIEW_SIDE: u32 = 1_600;

/// The memory that decoding one picture may take, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// The quality of a JPEG preview, of 100: letters in a passport stay readable.
const QUALITY: u8 = 82;

/// Why there is no preview.
#[derive(Debug)]
pub enum NoPreview {
    /// The picture is not one we take.
    Refused(Refusal),
    /// The disk or the system failed.
    Failed(std::io::Error),
}

impl From<std::io::Error> for NoPreview {
    fn from(error: std::io::Error) -> NoPreview {
        NoPreview::Failed(error)
    }
}

/// Decodes the whole picture and writes its preview: turned upright, at most [`PREVIEW_SIDE`]
/// pixels long, without metadata; a PNG if something shines through, else a JPEG. Of an animation
/// it is the first frame. Returns width and height of the upright picture. Blocks, and takes up to
/// 256 MiB: the caller bounds how many run at once.
pub fn draw(
    file: File,
    media_type: MediaType,
    extent: Extent,
    into: &mut File,
) -> Result<(u32, u32), NoPreview> {
    let (picture, orientation) = decode(file, media_type, extent)?;
    let (width, height) = (picture.width(), picture.height());
    let mut small = if width.max(height) > PREVIEW_SIDE {
        picture.thumbnail(PREVIEW_SIDE, PREVIEW_SIDE)
    } else {
        picture
    };
    small.apply_orientation(orientation);
    write(small, into)?;
    Ok(match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    })
}

/// The type of a preview, by its first bytes. We wrote it ourselves, so there are only two.
pub fn media_type_of(head: &[u8]) -> MediaType {
    if head.starts_with(b"\x89PNG") {
        MediaType::Png
    } else {
        MediaType::Jpeg
    }
}

fn decode(
    file: File,
    media_type: MediaType,
    extent: Extent,
) -> Result<(DynamicImage, Orientation), NoPreview> {
    let format = match media_type {
        MediaType::Jpeg => ImageFormat::Jpeg,
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
        MediaType::Pdf => return Err(NoPreview::Refused(Refusal::Damaged)),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    reader.limits(limits);
    let refused = |error| refused(error, media_type, extent);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > most_pixels(media_type, extent) || decoder.total_bytes() > MOST_MEMORY {
        return Err(NoPreview::Refused(too_many_pixels(media_type, extent)));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    Ok((picture, orientation))
}

/// How many pixels fit into the memory that the decoder of this kind needs for them: a progressive
/// JPEG keeps two bytes per component beside the picture, WebP a frame, and animated also a canvas.
fn most_pixels(media_type: MediaType, extent: Extent) -> u64 {
    let bytes_per_pixel = match (media_type, extent.in_passes) {
        (MediaType::Jpeg, true) => 9,
        (MediaType::Webp, true) => 12,
        (MediaType::Webp, false) => 8,
        _ => 4,
    };
    MOST_PIXELS.min(MOST_MEMORY / bytes_per_pixel)
}

fn too_many_pixels(media_type: MediaType, extent: Extent) -> Refusal {
    let megapixels = most_pixels(media_type, extent) / 1_000_000;
    let most_megapixels = u32::try_from(megapixels).unwrap_or(u32::MAX);
    Refusal::TooManyPixels {
        most_side: MOST_SIDE,
        most_megapixels,
    }
}

fn refused(error: ImageError, media_type: MediaType, extent: Extent) -> NoPreview {
    match error {
        ImageError::Limits(_) => NoPreview::Refused(too_many_pixels(media_type, extent)),
        // Decoders report a file that ends too early as a failure to read, without a system's code.
        ImageError::IoError(error) if error.raw_os_error().is_some() => NoPreview::Failed(error),
        _ => NoPreview::Refused(Refusal::Damaged),
    }
}

fn write(picture: DynamicImage, into: &mut File) -> Result<(), NoPreview> {
    let mut out = BufWriter::new(into);
    let written = if shines_through(&picture) {
        DynamicImage::ImageRgba8(picture.into_rgba8()).write_with_encoder(PngEncoder::new(&mut out))
    } else {
        let opaque = DynamicImage::ImageRgb8(picture.into_rgb8());
        opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    };
    match written {
        Ok(()) => Ok(out.flush()?),
        Err(ImageError::IoError(error)) => Err(NoPreview::Failed(error)),
        Err(_) => Err(NoPreview::Refused(Refusal::Damaged)),
    }
}

fn shines_through(picture: &DynamicImage) -> bool {
    use image::GenericImageView;
    picture.color().has_alpha() && picture.pixels().any(|(_, _, pixel)| pixel.0[3] < u8::MAX)
}
