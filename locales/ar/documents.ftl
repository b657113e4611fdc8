# ملفات العميل: أسماؤها، وأسباب عدم قبول ملف ما، وصفحة المستند الواحد.

# مواضع الملفات.
field-doc-file-1 = ملف المستند 1
field-doc-file-2 = ملف المستند 2
field-selfie-images = الصور الذاتية
field-address-file = إثبات العنوان
field-photo = الصورة الشخصية
field-cover-photo = صورة الغلاف

# أسباب عدم قبول ملف ما.
upload-too-large = هذا الملف أكبر من { $limit }. يُرجى اختيار ملف أصغر.
upload-empty = هذا الملف فارغ. يُرجى اختيار ملف آخر.
upload-type-not-allowed = لا يمكن قبول هذا الملف هنا. يُرجى اختيار ملف من أحد الأنواع التالية: { $types }.
upload-name-contradicts-content = المحتوى من نوع { $type }، لكن اسم الملف لا ينتهي باللاحقة { $extension }. يُرجى اختيار الملف الأصلي أو تصحيح اسمه.
upload-too-many-pixels = عدد البكسلات في هذه الصورة أكبر من اللازم. الحد الأقصى { $side } بكسل لكل ضلع و{ $megapixels } ميغابكسل في المجموع.
upload-damaged = هذا الملف تالف أو غير مكتمل. يُرجى فتحه للتأكد من اكتماله، أو اختيار ملف آخر.
upload-more-than-a-picture = يوجد في هذا الملف شيء آخر ملحق بالصورة. يُرجى حفظ الصورة من جديد واختيار الملف الجديد.
upload-too-many-files =
    { $most ->
        [zero] لا يمكن وضع أي ملف هنا. يُرجى ترك هذا الملف.
        [one] لا يمكن وضع أكثر من ملف واحد هنا. يُرجى ترك هذا الملف.
        [two] لا يمكن وضع أكثر من ملفين هنا. يُرجى ترك هذا الملف.
        [few] لا يمكن وضع أكثر من { $most } ملفات هنا. يُرجى ترك هذا الملف.
        [many] لا يمكن وضع أكثر من { $most } ملفًا هنا. يُرجى ترك هذا الملف.
       *[other] لا يمكن وضع أكثر من { $most } ملف هنا. يُرجى ترك هذا الملف.
    }
upload-no-room = لا يجوز أن تشغل ملفات العميل الواحد أكثر من { $limit } في المجموع، بما فيها الإصدارات السابقة. لا تتوفر مساحة لهذا الملف.

# ما قد يعيب عملية الرفع كلها.
error-upload-broken = لم يصل النموذج وملفاته كاملة.
error-upload-stalled = توقف الرفع أو كان بطيئًا جدًا، فتم إنهاؤه. لم يُحفظ أي شيء.
error-upload-unknown-file = يحتوي النموذج على ملف لا تعرفه هذه الصفحة.
error-upload-unnamed-file = وصل ملف بلا اسم.
error-upload-two-files = وصل ملفان في موضع لا يتسع إلا لملف واحد.
error-upload-too-many = عدد الملفات أو الحقول في النموذج أكبر مما تقبله هذه الصفحة.

# الأحجام. الكيلوبايت 1,024 بايت، كما في الإعدادات.
file-size-bytes =
    { $bytes ->
        [zero] { $bytes } بايت
        [one] بايت واحد
        [two] { $bytes } بايت
        [few] { $bytes } بايتات
        [many] { $bytes } بايتًا
       *[other] { $bytes } بايت
    }
file-size-kilobytes = { $size } كيلوبايت
file-size-megabytes = { $size } ميغابايت

# صفحة المستند الواحد.
document-title = { $slot } للعميل { $customer }
document-file-name = اسم الملف
document-type = النوع
document-size = الحجم
document-pixels = الأبعاد بالبكسل
document-pixels-value = العرض { $width } × الارتفاع { $height }
document-sha256 = SHA-256
document-uploaded = تاريخ الرفع
document-version-label = الإصدار
document-state = الحالة
document-current = حالي
document-replaced = استُبدل
document-by = بواسطة { $name }
document-customer = العميل
document-download = تنزيل الملف الأصلي
document-recorded = تم تسجيل فتحك لهذه الصفحة، وكذلك يُسجَّل كل تنزيل.
document-earlier-versions = الإصدارات السابقة
document-current-version = الإصدار الحالي

# الجزء الذي يعرض صورة أو ملف PDF.
document-picture = { $slot }: { $file }
document-pdf-previous = الصفحة السابقة
document-pdf-next = الصفحة التالية
document-zoom-in = تكبير
document-zoom-out = تصغير
document-rotate = تدوير إلى اليمين
document-close = إغلاق
document-pdf-page = الصفحة { $page } من { $pages }
document-pdf-failed = لا يمكن عرض ملف PDF هذا هنا. يُرجى تنزيله بدلًا من ذلك.
document-version = الإصدار { $version }
