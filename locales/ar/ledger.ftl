# دفتر الحسابات، ولماذا تعذّر تنفيذ طلب تمت الموافقة عليه.

journal-account-opened = فتح { $actor } الحساب { $name }
journal-account-archived = أرشف { $actor } الحساب { $name }
field-account-number = الحساب
field-account-product = المنتج
field-account-kind = نوع الحساب
field-account-currency = عملة الحساب
field-account-balance = الرصيد
field-account-to-number = الحساب المستلم
field-account-to-balance = رصيد الحساب المستلم
field-account-to-credited = المبلغ المقيَّد
field-transaction = المعاملة
field-verification-level = مستوى التحقق
field-level-reason = سبب المستوى
field-level-raised-by = رفع المستوى
field-partner-since = شريك منذ

effect-not-enough = في الحساب { $number } مبلغ ⁦{ $balance } { $currency }⁩، والطلب يحتاج إلى ⁦{ $needed } { $currency }⁩.
effect-amount-missing = لا يذكر الطلب مبلغًا أكبر من الصفر.
effect-amount-too-large = بهذا المبلغ يصبح الرصيد أكبر مما يمكن حفظه بدقة.
effect-already-done = نُفّذ من هذا الطلب ⁦{ $amount } { $currency }⁩ في الحساب { $number }، وهذا ليس ما يطلبه.
effect-under-way = من هذا الطلب ⁦{ $amount } { $currency }⁩ قيد التنفيذ في الحساب { $number }. يجب إنهاء ذلك أو التراجع عنه أولًا.
effect-amount-too-small = بهذا السعر لا يساوي المبلغ شيئًا.
effect-account-missing = لا يذكر الطلب الحساب الذي يخصه.
effect-account-unknown = أحد الحسابات التي يخصها الطلب غير موجود.
effect-account-foreign = الحساب { $number } يخص عميلًا آخر.
effect-account-archived = الحساب { $number } مؤرشف.
effect-account-not-empty = في الحساب { $number } مبلغ ⁦{ $balance } { $currency }⁩. لا يمكن أرشفة حساب إلا إذا كان رصيده صفرًا.
effect-account-on-hold = عدد المعاملات غير المنتهية في الحساب { $number }: { $count }. يجب إنهاؤها قبل أرشفته.
effect-same-account = سينتقل المال من الحساب { $number } إلى الحساب نفسه.
effect-wrong-currency = عملة الحساب { $number } هي { $has }، والطلب بعملة { $asked }.
effect-rate-missing = لا يذكر الطلب كم يساوي كل { $from } بعملة { $to }.
effect-play-money = الحساب { $number } تجريبي: أمواله غير حقيقية وتبقى بين الحسابات التجريبية.
effect-no-investment = الحساب { $number } ليس حساب استثمار.
effect-customer-blocked = العميل { $name } محظور: لا يخرج مال من حساباته حتى يُلغى الحظر.
effect-product = لا يصلح «{ $value }» منتجًا لحساب: يجب أن يكون من 1 إلى 100 حرف.
effect-address = لا يصلح «{ $value }» عنوانًا: يجب أن يكون من 1 إلى 500 حرف.
effect-company-missing = يحتاج عميل الشركات إلى اسم شركة، ولا يذكره الطلب ولا الملف الشخصي.
effect-company = لا يصلح «{ $value }» اسمًا لشركة: 150 حرفًا على الأكثر.
effect-first-name = لا يصلح «{ $value }» اسمًا أول: يجب أن يكون من 1 إلى 100 حرف.
effect-last-name = لا يصلح «{ $value }» اسم عائلة: 100 حرف على الأكثر.
effect-email = «{ $value }» ليس عنوان بريد إلكتروني.
effect-email-taken = عنوان البريد الإلكتروني { $email } يخص عميلًا آخر.
effect-phone = «{ $value }» ليس رقم هاتف صالحًا مع رمز البلد.
effect-customer = لن يقبل نموذج العميل هذا: «{ $value }».
effect-profile-empty = لا يذكر الطلب ما يجب تغييره.
effect-level-not-raised = مستوى تحقق العميل هو { $current }. يطلب الطلب المستوى { $level }، والمستوى يُرفع فقط.
effect-documents-none = لا يذكر الطلب أي مستند.
effect-documents-many = عدد مستندات الطلب { $count }. لا يمكن النظر في أكثر من { $most } معًا.
effect-document-missing = لا يشمل الطلب { $file } وهو جزء من الفحص نفسه. يجب النظر في الكل معًا.
effect-documents-not-yours = من يوافق على هذا يقبل مستندات هوية، وهذا شأن من يراجعون التحقق.
effect-step-decided = { $step ->
    [document] سبق أن بُتّ في وثيقة الهوية بخلاف ذلك عند المراجعة. على من يراجع التحقق أن يعيد فتحها أولًا.
    [selfie] سبق أن بُتّ في الصورة الذاتية بخلاف ذلك عند المراجعة. على من يراجع التحقق أن يعيد فتحها أولًا.
   *[other] سبق أن بُتّ في إثبات العنوان بخلاف ذلك عند المراجعة. على من يراجع التحقق أن يعيد فتحه أولًا.
}
effect-masked = بيانات هذا العميل محجوبة عنك، فلا ترى كل ما يطلبه. اكشفها أولًا.
effect-receiver-unfit = الحساب { $number } لا يستطيع استقبال هذا التحويل.
effect-document-foreign = المستند { $id } غير موجود أو يخص عميلًا آخر.
effect-document-replaced = حلّ ملف أحدث محل { $file }.
effect-document-proves-nothing = { $file } صورة من الملف الشخصي ولا تثبت شيئًا.
