import type { FormsWords } from '../words.js';

/** What Hebrew asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['לא מצאתם את מה שחיפשתם?', 'בקשו [מ-{product}|מצוות הדף הזה] להוסיף שילוב.'],
    nothingOffered: ['עדיין אין מה לחבר', '[ב-{product}|בדף הזה] עדיין אין שילובים עבורכם.'],
    confirming: ['חיבור {}', 'הכניסה אל {} תתבצע בחלון נפרד.'],
    choosingMethod: ['חיבור {}', 'יש יותר מדרך אחת. בחרו במה שזמין לכם.'],
    askingInputs: ['חיבור {integration}', 'הפרטים האלה נדרשים לפני הכניסה אל {integration}.'],
    inApp: [
      'פתחו את הדף הזה בדפדפן',
      'ייתכן שלא ניתן להיכנס אל {} מתוך האפליקציה הזו. העתיקו את הקישור ופתחו אותו בדפדפן, או המשיכו כאן.',
    ],
    removeAsk: [
      'להסיר את {account}?',
      '[ל-{product}|לדף הזה] לא תהיה עוד גישה לחשבון {integration} הזה. אפשר לחבר אותו שוב בכל עת.',
    ],
  },
  methods: {
    oauth2: ['כניסה אל {integration}', 'מאשרים שם, ואין צורך להעתיק דבר.'],
    token: ['הזנת {fields}', 'אם קיבלתם את הפרטים ממנהל המערכת.'],
  },
  fieldErrors: {
    required: 'הזינו ״{label}״.',
    too_short: 'הערך של ״{label}״ קצר מדי[: לפחות {min} תווים].',
    too_long: 'הערך של ״{label}״ ארוך מדי[: לכל היותר {max} תווים].',
    pattern: 'זה לא נראה כמו ״{label}״. [לדוגמה: {example}.|בדקו שהכול הועתק.]',
    invalid_email: 'הזינו כתובת אימייל כמו ada@example.com.',
    invalid_url: 'הזינו כתובת מלאה שמתחילה ב-\u2066https://\u2069.',
    invalid_subdomain: 'השתמשו באותיות, בספרות ובמקפים בלבד, בלי נקודות או לוכסנים.',
    invalid_number: 'הזינו מספר.',
    invalid_date: 'הזינו תאריך כמו \u20662026-01-31\u2069.',
    unchecked: 'סמנו כאן כדי להמשיך.',
    invalid_option: 'בחרו פריט מהרשימה.',
    credentials_rejected: 'הערך של ״{label}״ נדחה על ידי {integration}. בדקו שהוא עדיין פעיל.',
  },
};
