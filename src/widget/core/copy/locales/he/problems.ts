import type { ProblemsWords } from '../words.js';

/** What Hebrew calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: ['אי אפשר לחבר כרגע', 'יש לתקן דבר מה קודם אצל [{product}|הדף הזה]. זה לא בגלל משהו שעשיתם.'],
  unauthorized: ['אינכם מחוברים לחשבון', 'היכנסו שוב אל [{product}|הדף הזה] ואז חזרו לכאן.'],
  session_expired: ['עבר זמן מה', 'דבר לא אבד. נסו שוב כדי להמשיך.'],
  forbidden: [
    'הגישה אל [{integration}|השילוב הזה] אינה פתוחה לכם',
    'בקשו גישה [מ-{product}|מצוות הדף הזה], או בחרו שילוב אחר.',
  ],
  not_found: ['זה כבר לא כאן', 'ייתכן שהוסר במקום אחר. התחילו שוב מהרשימה.'],
  invalid_fields: ['משהו עדיין לא מתאים', 'בדקו את מה שהזנתם ונסו שוב.'],
  credentials_rejected: [
    'הפרטים לא התקבלו אצל [{integration}|הספק]',
    'בדקו שהועתקו במלואם ושהם עדיין פעילים. מה שהזנתם עדיין כאן.',
  ],
  idempotency_conflict: ['כבר בתהליך', 'החיבור מתבצע כעת. נסו שוב בעוד רגע.'],
  rate_limited: ['יותר מדי ניסיונות ברצף', 'דבר לא אבד. נסו שוב {wait}.'],
  connection_paused: ['החיבור הזה מושהה', 'יש לחדש את פעולתו לפני השימוש.'],
  integration_misconfigured: [
    '[{integration}|השילוב הזה] עדיין לא מוכן לשימוש',
    'יש להשלים את ההגדרה אצל [{product}|הדף הזה]. זה לא בגלל משהו שעשיתם.',
  ],
  provider_unreachable: ['אין תגובה מצד [{integration}|הספק]', 'דבר לא חובר. נסו שוב בעוד כמה דקות.'],
  store_unavailable: ['משהו לא עבד', 'זה מצד [{product}|הצוות שלנו], ודבר לא אבד. נסו שוב בעוד רגע.'],
  network_failed: [
    '[{offline?}אין חיבור לאינטרנט|אין גישה אל {product}|אין גישה לשרת של הדף הזה]',
    'דבר לא אבד. [{offline?}{integration?}נסו שוב כשהחיבור לאינטרנט יחזור.|{offline?}ננסה שוב ברגע שהחיבור לאינטרנט יחזור.|נסו שוב בעוד רגע.]',
  ],
  timed_out: ['זה נמשך יותר מהצפוי', 'דבר לא אבד. בדקו את החיבור לאינטרנט ונסו שוב.'],
  not_offered: ['[{integration}|השילוב הזה] לא זמין כאן', 'בחרו אחר, או בקשו [מ-{product}|מצוות הדף הזה] להוסיף אותו.'],
};
