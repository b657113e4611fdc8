# Files out and in.
error-exports-busy = Two exports are under way already. Nothing was exported.
field-format = Format
field-filter = Filter
field-file = File
field-failed = Refused rows
