# العملاء: القائمة والنموذج والملف الشخصي.
customer-new = عميل جديد
customer-edit = تعديل بيانات العميل
customer-created = تمت إضافة العميل.
customer-updated = تم حفظ التغييرات.
customer-number = العميل رقم { $id }
customer-tabs = أقسام ملف العميل
customer-choose-again = لا يحتفظ المتصفح بالملفات المختارة. يُرجى اختيار الملفات التالية من جديد قبل الحفظ:
tab-overview = نظرة عامة
tab-verification = التحقق
tab-history = السجل
frame-breadcrumbs = موقعك الحالي

section-person = البيانات الشخصية
section-contact = بيانات الاتصال
section-terms = الحساب والشروط
section-verification = التحقق
section-files = الملفات

field-name = الاسم
field-first-name = الاسم الأول
field-last-name = اسم العائلة
field-company = الشركة
field-customer-type = نوع العميل
field-email = البريد الإلكتروني
field-phone = الهاتف
field-telegram-chat-id = معرّف محادثة Telegram
field-address = العنوان
field-gender = الجنس
field-birth-date = تاريخ الميلاد
field-country = البلد
field-timezone = المنطقة الزمنية
field-language = اللغة
field-newsletter = النشرة البريدية
field-newsletter-source = كيف وافق العميل؟
field-status = الحالة
field-tags = الوسوم
field-discount = الخصم (%)
field-affiliate-profit-share = حصة الشريك من الأرباح (%)
field-exchange-monitor = موقع مقارنة الأسعار
field-document-number = رقم المستند
field-verified-email = تم التحقق من البريد الإلكتروني
field-verified-phone = تم التحقق من الهاتف
field-verified-document = تم التحقق من المستند
field-verified-selfie = تم التحقق من الصورة الذاتية
field-verified-address = تم التحقق من العنوان
field-verification-progress = التقدم في التحقق (%)
field-created-at = تاريخ التسجيل
field-updated-at = آخر تعديل
field-sha256 = SHA-256

hint-first-name = كما هو مكتوب في مستند الهوية.
hint-company = للعملاء من الشركات.
hint-phone = مع رمز البلد، مثل { "\u2066+49 30 901820\u2069" }.
hint-birth-date = يُترك فارغًا إذا لم يكن معروفًا. يجب أن يكون العميل قد بلغ السن القانونية.
hint-newsletter = فقط إذا وافق العميل. يُسجَّل من أدخل الموافقة ومتى وكيف.
hint-newsletter-source = مثلًا: وضع العميل علامة في الخانة عند التسجيل. لا يرى ذلك إلا الموظفون.
hint-status = الحالة «غير نشط» تمنع الوصول.
hint-tags = تُفصل الوسوم المتعددة بفواصل. لا يراها إلا الموظفون.
hint-discount = عدد صحيح من 0 إلى 100.
hint-affiliate-profit-share = من 0 إلى 100، بمنزلتين عشريتين على الأكثر.
hint-exchange-monitor = الموقع الذي جاء العميل عن طريقه. لا يمكن اختيار إلا المواقع النشطة.
hint-verification-progress = اتركه فارغًا لاعتماد ما ينتج عن الخطوات.
hint-telegram-chat-id = الرقم وليس الاسم.
hint-q = الاسم أو البريد الإلكتروني أو الهاتف أو رقم المستند (ثلاثة أحرف على الأقل)، أو رقم العميل.

verification-note = يُتحقق من الخطوات بمراجعة في تبويب «التحقق». ومن يفعّل خطوة هنا أو يوقفها يذكر السبب.

customer-type-individual = فرد
customer-type-corporate = شركة
gender-male = ذكر
gender-female = أنثى
gender-other = آخر
status-active = نشط
status-inactive = غير نشط
language-en = الإنجليزية
language-de = الألمانية
language-ar = العربية

step-email = البريد الإلكتروني
step-phone = الهاتف
step-document = المستند
step-selfie = الصورة الذاتية
step-address = العنوان
step-verified = تم التحقق
step-not-verified = لم يتم التحقق

column-name = الاسم
column-email = البريد الإلكتروني
column-created-at = تاريخ التسجيل
column-verification-progress = التقدم
column-actions = الإجراءات

filter-q = البحث
filter-status = الحالة
filter-country = البلد
filter-gender = الجنس
filter-customer-type = نوع العميل
filter-tag = الوسم
filter-exchange-monitor = موقع مقارنة الأسعار
filter-verified-email = تم التحقق من البريد الإلكتروني
filter-verified-phone = تم التحقق من الهاتف
filter-verified-document = تم التحقق من المستند
filter-verified-selfie = تم التحقق من الصورة الذاتية
filter-verified-address = تم التحقق من العنوان
filter-progress-min = التقدم من (%)
filter-progress-max = التقدم حتى (%)
filter-created-from = التسجيل من تاريخ
filter-created-to = التسجيل حتى تاريخ
filter-any = الكل

list-count = عدد النتائج: { $count }
list-search = البحث عن العملاء
list-search-button = بحث
list-filters = عوامل التصفية
list-apply = تطبيق التصفية
list-clear = مسح عوامل التصفية
list-active-filters = عوامل التصفية المفعّلة
list-remove-filter = (إزالة عامل التصفية هذا)
list-per-page = عدد الأسطر في الصفحة
list-pages = صفحات القائمة
list-previous = الصفحة السابقة
list-next = الصفحة التالية
list-empty = لا يوجد عملاء بعد.
list-empty-filtered = لا يوجد عميل مطابق. يُرجى إزالة أحد عوامل التصفية أو البحث عن جزء أقصر من الاسم.
list-search-too-short = يُرجى البحث عن ثلاثة أحرف متتالية على الأقل، أو عن رقم العميل.
list-search-too-long = يُرجى البحث عن { $max } حرف على الأكثر.
list-unknown-value = عامل التصفية «{ $parameter }» الوارد في عنوان الصفحة غير معروف، أو أن قيمته غير معروفة.
list-unknown-choice = يرد في عنوان الصفحة عامل التصفية «{ $parameter }» بالقيمة «{ $value }»، وهذه القائمة لا تعرفه.

files-limit = الحد الأقصى لحجم كل ملف { $limit } ميغابايت.
files-at-most = { $limit } ميغابايت على الأكثر
files-too-large = { "\u2068{name}\u2069" } أكبر من { $limit } ميغابايت. يُرجى اختيار ملف أصغر.
files-replace = يحلّ الملف الجديد محل الملف الحالي، ويبقى الحالي محفوظًا في السجل.
files-join = تنضم الملفات الجديدة إلى الحالية حتى { $most }، وتحل محلها بعد البتّ فيها
files-current = الحالي:
files-wrong-type = لا يمكن استخدام { "\u2068{name}\u2069" } هنا. الأنواع الممكنة: { $types }.
documents-none = لم يُقدَّم أي ملف.
documents-earlier = الإصدارات السابقة

consent-given = تمت الموافقة؛ سجّلها { $who } ({ $how })،
consent-withdrawn = سُحبت الموافقة؛ سجّل ذلك { $who } ({ $how })،

conflict-field = الحقل
conflict-yours = ما كتبته
conflict-theirs = ما حُفظ في الأثناء

form-save = حفظ

home-welcome = مرحبًا، { $name }
home-zone = تُعرض الأوقات بتوقيت { $zone }.
home-find = البحث عن عميل
home-newest = أحدث العملاء
home-all-customers = جميع العملاء
home-nothing = لا تتيح لك مجموعاتك أي عمل هنا بعد. يُرجى التواصل مع مسؤول النظام.
field-customers = العملاء
