# الموظفون ومجموعاتهم ودعواتهم، ومعنى الوسوم المسموح بها.
problem-tags-of-others = { $field }: يمكنك إضافة وإزالة { $own } فقط؛ تبقى كل الوسوم الأخرى كما هي
problem-out-of-sight = { $field }: أبقِ واحدًا من { $own }، وإلا فلن ترى هذا العميل بعد ذلك

nav-staff = الموظفون
staff-note = كل من يسجّل الدخول هنا: ما يُسمح لهم به، وأي عملاء يرون.
staff-search = الاسم أو البريد الإلكتروني
staff-groups = المجموعات
staff-invite = دعوة شخص
staff-invite-note = يصلهم بريد فيه رابط يعمل مرة واحدة خلال 72 ساعة. به يضعون كلمة مرورهم بأنفسهم، ولا يراها أحد غيرهم أبدًا.
staff-invite-submit = إرسال الدعوة
staff-edit = تعديل
staff-empty = لا أحد يطابق. أزل أحد عوامل التصفية أو ابحث عن نص أقصر.
staff-last-sign-in = آخر تسجيل دخول
staff-never = أبدًا
staff-created = أُنشئ
staff-all-customers = كل العملاء
staff-facts = معلومات
staff-no-groups = لا شيء؛ لا يُسمح لهم بشيء بعد
staff-groups-hint = يُسمح للشخص بما تسمح به أي من مجموعاته، ويسري ذلك من نقرته التالية.
staff-tags-hint = تُفصل الوسوم المتعددة بفواصل. مع الوسوم لا يرون إلا العملاء الذين يحملون أحدها، ويحصل العملاء الجدد الذين ينشئونهم عليها كلها. ومن دونها يرون كل العملاء.
staff-access = الوصول
staff-own = هذا أنت: المجموعات والوسوم والتعطيل يقررها شخص آخر.
staff-invite-again = إرسال دعوة جديدة
staff-invite-again-note = يتوقف الرابط الذي أُرسل سابقًا عن العمل.
staff-end-sessions = إنهاء كل الجلسات
staff-end-sessions-note = عليهم تسجيل الدخول من جديد في كل مكان.
staff-disable = تعطيل
staff-disable-note = يُسجَّل خروجهم فورًا ولا يمكنهم الدخول مجددًا.
staff-enable = تفعيل
staff-enable-note = يمكنهم الدخول مجددًا بكلمة المرور التي لديهم.
staff-invited-done = الدعوة في الطريق.
staff-invited-again = دعوة جديدة في الطريق.
staff-updated-done = حُفظت التغييرات.
staff-disabled-done = لم يعد بإمكانهم تسجيل الدخول.
staff-enabled-done = يمكنهم تسجيل الدخول مجددًا.

standing-active = نشط
standing-invited = مدعو
standing-disabled = معطّل
filter-group = المجموعة
field-allowed-tags = الوسوم المسموح بها
field-permissions = الصلاحيات
field-description = الوصف

groups-note = المجموعة مجموعة صلاحيات لها اسم. تبقى المجموعات المضمّنة كما هي؛ انسخ إحداها لتغييرها.
group-new = مجموعة جديدة
group-copy = نسخ
group-copy-name = نسخة من { $name }
group-members = الأعضاء
group-no-members = لا أحد في هذه المجموعة.
group-all-members = كل الأعضاء
group-built-in = هذه المجموعة مضمّنة في المنتج وتبقى كما هي. انسخها لإنشاء مجموعة خاصة بك.
group-delete = حذف المجموعة
group-delete-note = لا أحد في هذه المجموعة: يمكن حذفها.
group-created-done = أُنشئت المجموعة.
group-updated-done = حُفظت المجموعة.
group-deleted-done = حُذفت المجموعة.
group-administrators = يُسمح لها بكل شيء.
group-compliance = تدير العملاء وتراجع مستنداتهم.
group-support = تعمل على الطلبات.
group-auditor = ترى كل شيء ولا تغيّر شيئًا.

permissions-hint = كل مربع أمر يُسمح به لأعضاء هذه المجموعة.
permissions-caption = الصلاحيات: في كل صف مجال، وفي الأعمدة ما يُسمح به فيه
pick-all = الكل
pick-none = لا شيء
pick-view = العرض فقط
column-area = المجال
verb-view = العرض
verb-create = الإنشاء
verb-update = التغيير
verb-delete = الحذف
verb-special = خاص
area-customers = العملاء
area-customer-sessions = جلسات العملاء
area-verification = التحقق
area-requests = الطلبات
area-monitors = مواقع مقارنة الأسعار
area-staff = الموظفون
area-journal = السجل
area-mails = الرسائل
area-settings = الإعدادات

invitation-title = ضع كلمة مرورك
invitation-note = ستسجّل الدخول باسم { $email }.
invitation-submit = وضع كلمة المرور
invitation-accepted = وُضعت كلمة مرورك. سجّل الدخول بها الآن.
invitation-subject = وصولك إلى Countersign
invitation-letter = مرحبًا { $name }،

    أنشأ { $by } لك حسابًا في Countersign. افتح هذا الرابط لوضع كلمة مرورك؛ يعمل مرة واحدة خلال 72 ساعة:
invitation-letter-end = بعد ذلك تسجّل الدخول باستخدام { $email }. إن لم تكن تتوقع هذه الرسالة فلا تفعل شيئًا وأخبر من يدير Countersign في مكان عملك.
mail-staff-invitation = دعوة موظف

problem-beyond-your-tags = { $field }: اختر من بين { $own }؛ لا أحد يتيح لغيره أن يرى أكثر مما يراه هو
problem-not-your-own = { $field }: على شخص آخر أن يقرر هذا بشأنك
problem-last-administrator = { $field }: هذا آخر مسؤول نشط؛ اجعل شخصًا آخر مسؤولًا أولًا
problem-name-taken = { $field }: توجد مجموعة أخرى بهذا الاسم

error-last-administrator = هذا آخر مسؤول نشط. اجعل شخصًا آخر مسؤولًا أولًا.
error-not-yourself = لا يمكنك تعطيل نفسك. على شخص آخر أن يفعل ذلك.
error-staff-moved-on = سبقك شخص آخر: تعرض الصفحة الوضع الحالي.
error-group-built-in = هذه المجموعة مضمّنة في المنتج وتبقى كما هي.
error-group-has-members = يوجد أعضاء في هذه المجموعة. أخرجهم منها أولًا.

journal-staff-invited = أرسل { $actor } دعوة إلى { $name }
journal-staff-invitation-accepted = قبل { $actor } الدعوة
journal-staff-updated = غيّر { $actor } بيانات الموظف { $name }
journal-staff-enabled = فعّل { $actor } الموظف { $name }
journal-group-created = أنشأ { $actor } المجموعة { $name }
journal-group-updated = غيّر { $actor } المجموعة { $name }
journal-group-deleted = حذف { $actor } المجموعة { $name }
