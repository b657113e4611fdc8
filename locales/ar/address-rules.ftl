# من أين يُسمح بالدخول: قواعد للجميع، وشبكات كل عضو، والأبواب المغلقة.
nav-address-rules = قواعد العناوين
address-rules-note = من أين يُسمح للأشخاص والبرامج بالدخول أصلًا، ومن أُغلق الباب دونه بعد محاولات كثيرة.
rules-title = قواعد للجميع
rules-note = الشبكة الممنوعة تبقى خارجًا مهما كان غير ذلك. وما إن يُسمح بشبكة حتى لا يدخل إلا المسموح بها. أما شبكات كل عضو فتُضبط في صفحته.
rules-empty = لا توجد قواعد: يُسمح للجميع بالدخول من أي مكان.
rule-new = قاعدة جديدة
rule-here = أنت على العنوان { $ip }.
rule-add = إضافة قاعدة
rule-added = القاعدة الخاصة بـ { $value } سارية الآن.
rule-ended = انتهت القاعدة.
rule-added-by = أُضيفت
rule-kind-allow = سماح
rule-kind-deny = منع
rule-lasts-ever = دائمًا
rule-lasts-hour = ساعة واحدة
rule-lasts-day = يوم واحد
rule-lasts-week = أسبوع واحد
rule-lasts-month = 30 يومًا

field-rule-kind = الأثر
field-network = الشبكة
hint-network = عنوان واحد مثل ⁦‎192.0.2.7⁩ أو شبكة مثل ⁦‎10.0.0.0/8⁩ أو ⁦2001:db8::/32⁩.
field-rule-reason = السبب
field-lasts = المدة
field-allowed-networks = الشبكات المسموح بها
hint-allowed-networks = افصل بين الشبكات بفواصل. عند تحديد شبكات لا يدخل العضو إلا منها، بجلساته ورموز API الخاصة به. اتركه فارغًا للسماح من أي مكان.
field-outside-networks = من خارج الشبكات المسموح بها
staff-anywhere = من أي مكان

blocked-title = مغلق بعد محاولات كثيرة
blocked-note = ما له وقت يُفتح من تلقاء نفسه. لا تفتح شيئًا قبل ذلك إلا إن عرفت من كان.
blocked-empty = لم يُغلق الباب دون أحد.
blocked-what = ما هو مغلق
blocked-whose = الحساب
blocked-nobody = ليس حسابًا لدينا
blocked-failures = المحاولات الفاشلة
blocked-until = مغلق حتى
blocked-open = فتح الآن
blocked-opened = أصبح مفتوحًا من جديد.
blocked-pair = حساب من شبكة واحدة
blocked-device = حساب من متصفح معروف
blocked-session = كلمات مرور داخل جلسة
blocked-account = حساب من أي مكان
blocked-address = شبكة، لجميع الحسابات

problem-not-a-network = { $field }: أدخل عنوانًا مثل ⁦‎192.0.2.7⁩ أو شبكة مثل ⁦‎10.0.0.0/8⁩
problem-too-many-networks = { $field }: الحد الأقصى { $max }
problem-locks-you-out = { $field }: سيمنعك هذا من الدخول؛ أنت على العنوان { $own }. ما تسمح به قاعدة أخرى لا يُحسب إلا حتى تنتهي
problem-rule-there-already = { $field }: هذه القاعدة موجودة من قبل، وتسري المدة نفسها على الأقل
error-rule-locks-you-out = بدون هذه القاعدة لن تستطيع العودة من حيث أنت. اسمح بشبكتك أولًا.

journal-staff-sign-in-reopened = فتح { $actor } ما أُغلق بعد محاولات كثيرة من { $name }
journal-address-rule-added = أضاف { $actor } قاعدة للعناوين { $name }
journal-address-rule-ended = أنهى { $actor } قاعدة العناوين { $name }
