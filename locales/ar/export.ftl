# الملفات الصادرة والواردة.
error-exports-busy = هناك عمليتا تصدير جاريتان. لم يُصدَّر شيء.
field-format = الصيغة
field-filter = عوامل التصفية
field-file = الملف
field-failed = الصفوف المرفوضة
