import type { SignInWords } from '../words.js';

/** What Simplified Chinese says of signing in, and of what can come between. */
export const signIn: SignInWords = {
  waiting: {
    opening: ['正在打开 {}', '将打开一个窗口供您登录。'],
    open: ['请在另一个窗口中完成', '请在该窗口中登录 {}。此页面会自动继续。'],
    closed: ['请在另一个窗口中完成', '如果您在登录 {} 之前关闭了窗口，请重新打开。否则此页面会自动继续。'],
    blocked: ['登录 {}', '浏览器阻止了窗口打开。请在此打开。'],
    returned: ['登录尚未完成', '您在连接 {} 之前返回了。请继续登录或取消。'],
    here: ['正在前往 {}', '之后您会返回此页面。'],
  },
  problems: {
    state_unknown: ['登录未完成', '未建立任何连接。请重新登录[ {integration}|您的账号]。'],
    browser_mismatch: ['从另一个浏览器返回', '登录须在开始时的浏览器中完成。未建立任何连接；请在此重试。'],
    attempt_expired: ['用时过长', '登录的有效时间为 10 分钟。未建立任何连接；请重试。'],
    attempt_cancelled: ['登录已取消', '未建立任何连接。您可以随时重试。'],
    access_denied: [
      '未获得访问权限',
      '[{integration} |提供方]未允许[ {product} |此页面]访问。未建立任何连接；您可以随时重试。',
    ],
    account_mismatch: ['这是另一个账号', '您的连接保持原样。要续期，请使用[ {account} |与之前相同的账号]登录。'],
    needs_reauth: ['请重新登录', '[{integration} |提供方]不再接受此连接。请重新连接以续期。'],
    popup_blocked: ['窗口未能打开', '浏览器阻止了窗口。请重试，或改为在此页面继续。'],
  },
};
