import type { FormsWords } from '../words.js';

/** What Arabic asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['ألم تجد ما تحتاج إليه؟', 'اطلب من [{product}|القائمين على هذه الصفحة] إضافة تكامل.'],
    nothingOffered: ['لا يوجد ما يمكن ربطه بعد', 'لا تتوفر لك عمليات تكامل في [{product}|هذه الصفحة] حتى الآن.'],
    confirming: ['ربط {}', 'ستسجّل الدخول إلى {} في نافذة مستقلة.'],
    choosingMethod: ['ربط {}', 'هناك أكثر من طريقة. اختر ما هو متوفر لديك.'],
    askingInputs: ['ربط {integration}', 'يحتاج {integration} إلى هذه المعلومات قبل تسجيل الدخول.'],
    inApp: [
      'افتح هذه الصفحة في متصفحك',
      'قد لا يسمح {} بتسجيل الدخول داخل هذا التطبيق. انسخ الرابط وافتحه في متصفحك، أو تابع هنا.',
    ],
    removeAsk: [
      'هل تريد إزالة {account}؟',
      'لن يكون الوصول ممكنًا بعدها من [{product}|هذه الصفحة] إلى حساب {integration} هذا. يمكنك ربطه مجددًا في أي وقت.',
    ],
  },
  methods: {
    oauth2: ['تسجيل الدخول إلى {integration}', 'تمنح موافقتك هناك، ولا حاجة إلى نسخ شيء.'],
    token: ['إدخال {fields}', 'إذا زوّدك أحد المسؤولين بهذه البيانات.'],
  },
  fieldErrors: {
    required: 'أدخِل «{label}».',
    too_short: 'قيمة «{label}» قصيرة جدًا[: الحد الأدنى لعدد الأحرف {min}].',
    too_long: 'قيمة «{label}» طويلة جدًا[: الحد الأقصى لعدد الأحرف {max}].',
    pattern: 'لا يبدو هذا مثل «{label}». [مثال: {example}.|تأكد من نسخه كاملًا.]',
    invalid_email: 'أدخِل عنوان بريد إلكتروني مثل ada@example.com.',
    invalid_url: 'أدخِل عنوانًا كاملًا يبدأ بـ \u2066https://\u2069.',
    invalid_subdomain: 'استخدم الحروف والأرقام والشُّرَط فقط، من دون نقاط أو خطوط مائلة.',
    invalid_number: 'أدخِل رقمًا.',
    invalid_date: 'أدخِل تاريخًا مثل \u20662026-01-31\u2069.',
    unchecked: 'حدّد هذه الخانة للمتابعة.',
    invalid_option: 'اختر عنصرًا من القائمة.',
    credentials_rejected: 'لم يقبل {integration} قيمة «{label}». تأكد من أنها ما زالت صالحة.',
  },
};
