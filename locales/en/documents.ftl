# Files of a customer: what they are called, why one was not taken, and the page of one document.

# The places for files.
field-doc-file-1 = Document file 1
field-doc-file-2 = Document file 2
field-selfie-images = Selfie images
field-address-file = Proof of address
field-photo = Photo
field-cover-photo = Cover photo

# Why a file was not taken.
upload-too-large = This file is larger than { $limit }. Choose a smaller one.
upload-empty = This file is empty. Choose another one.
upload-type-not-allowed = This file cannot be accepted here. Choose one of these types: { $types }.
upload-name-contradicts-content = The content is { $type }, but the name does not end in .{ $extension }. Choose the original file or correct its name.
upload-too-many-pixels = This picture has too many pixels. At most { $side } on each side and { $megapixels } million in all are accepted.
upload-damaged = This file is damaged or incomplete. Open it to see whether it is all there, or choose another one.
upload-more-than-a-picture = This file contains something besides the picture. Save the picture again and choose the new file.
upload-too-many-files = { $most ->
    [one] Only one file fits here. Leave this one out.
   *[other] Only { $most } files fit here. Leave this one out.
}
upload-no-room = The files of one customer may take { $limit } in all, earlier versions included. There is no room for this one.

# What can be wrong with an upload as a whole.
error-upload-broken = The form and its files did not arrive whole.
error-upload-stalled = The upload stopped or was too slow, so it was ended. Nothing was saved.
error-upload-unknown-file = The form has a file that this page does not know.
error-upload-unnamed-file = A file came without a name.
error-upload-two-files = Two files came where only one fits.
error-upload-too-many = The form has more files or fields than this page accepts.

# Sizes. A kilobyte is 1,024 bytes, as in the settings.
file-size-bytes =
    { $bytes ->
        [one] { $bytes } byte
       *[other] { $bytes } bytes
    }
file-size-kilobytes = { $size } KB
file-size-megabytes = { $size } MB

# The page of one document.
document-title = { $slot } of { $customer }
document-file-name = File name
document-type = Type
document-size = Size
document-pixels = Pixels
document-pixels-value = { $width } × { $height }
document-sha256 = SHA-256
document-uploaded = Uploaded
document-version-label = Version
document-state = State
document-current = Current
document-replaced = Replaced
document-by = by { $name }
document-customer = Customer
document-download = Download the original
document-recorded = That you opened this page has been recorded. So is every download.
document-earlier-versions = Earlier versions
document-current-version = Current version

# The pane that shows a picture or a PDF file.
document-picture = { $slot }: { $file }
document-pdf-previous = Previous page
document-pdf-next = Next page
document-zoom-in = Enlarge
document-zoom-out = Reduce
document-rotate = Turn to the right
document-close = Close
document-pdf-page = Page { $page } of { $pages }
document-pdf-failed = This PDF file cannot be shown here. Download it instead.
document-version = Version { $version }
