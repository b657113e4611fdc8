# Files out and in.
error-exports-busy = Two exports are under way already. Nothing was exported.
error-rows-title = This list is too long for a file
error-rows-what = It has more rows than a file may have. Nothing was exported.
error-rows-most = It has more than { $most } rows, and a file may have no more. Nothing was exported.
error-rows-advice = Narrow the list down with filters, or have whoever runs the server export it whole.
field-format = Format
field-filter = Filter
field-file = File
field-failed = Refused rows
