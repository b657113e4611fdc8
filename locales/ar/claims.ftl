# استلام الطلبات، ومن يطّلع عليها الآن، والانتقال إلى الطلب التالي، والمفاتيح المفردة.
claim-nobody = لم يستلم أحد هذا الطلب.
claim-mine = هذا الطلب لديك منذ
claim-theirs = هذا الطلب لدى { $name } منذ
claim-no-lock = يمكنك مع ذلك العمل عليه والبت فيه.
claim-claim = استلام
claim-take-over = استلام رغم ذلك
claim-release = تحرير
claim-next = استلام الطلب التالي
claim-meanwhile = هذا الطلب لدى { $name } منذ { $since }. لم يتغير شيء. يمكنك استلامه رغم ذلك.
request-claimed = أصبح الطلب لديك، إلى أن تبتّ فيه أو تحرره أو تمر 30 دقيقة دون أن تعمل عليه.
request-released = أصبح الطلب متاحًا من جديد.
requests-none-free = لا يوجد في هذه القائمة طلب مفتوح متاح.
request-list-done = كان هذا آخر طلب مفتوح في هذه القائمة.
request-looking = { $count ->
    [one] يطّلع { $names } على هذا الطلب الآن أيضًا.
   *[other] يطّلع على هذا الطلب الآن أيضًا: { $names }.
}
request-looking-label = يطّلع عليه الآن:
request-place = الموضع في القائمة
request-position = { $position } من { $total }
request-previous = السابق
request-next = التالي

keys = المفاتيح
keys-next = الطلب التالي في القائمة
keys-previous = الطلب السابق في القائمة
keys-approve = الانتقال إلى زر الموافقة
keys-reject = فتح صفحة الرفض
keys-amount = تعديل المبلغ
keys-comment = كتابة تعليق
keys-help = عرض هذه المفاتيح
keys-mark-next = تحديد الطلب التالي
keys-mark-previous = تحديد الطلب السابق
keys-open = فتح الطلب المحدد
keys-switch-off = إيقاف المفاتيح من حسابك
keys-close = إغلاق
field-shortcuts = المفاتيح المفردة
hint-shortcuts = تؤدي حروف مثل A وJ عملًا في الصفحات التي تبتّ فيها، ولا حاجة أبدًا إلى مفاتيح Ctrl أو Alt أو مفتاح الأوامر.

field-assignee = المسؤول
journal-request-claimed = استلم { $actor } الطلب { $name }
journal-request-taken-over = استلم { $actor } الطلب { $name } من غيره
journal-request-released = حرّر { $actor } الطلب { $name }
