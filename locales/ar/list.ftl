# The list of customers: its columns, filters and pages.
column-id = الرقم
column-last-activity = آخر نشاط
filter-blocked = محظور
filter-waiting = بانتظار المراجعة
status-blocked = محظور
list-count-exactly = العدّ بدقة
list-count-too-long = استغرق العدّ الدقيق وقتًا طويلًا. ضيّق القائمة وحاول مرة أخرى.
list-without = عرض القائمة من دون «{ $filter }»
list-empty-here = لم يعد في هذه الصفحة من القائمة شيء.
list-first = الصفحة الأولى
list-last = الصفحة الأخيرة
list-remove-value = إزالة
hint-q-plain = الاسم أو البريد الإلكتروني أو الهاتف (ثلاثة أحرف على الأقل)، أو رقم العميل.
