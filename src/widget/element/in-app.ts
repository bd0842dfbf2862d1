/**
 * Whether a page had better leave for the provider itself. A web app on an iPhone's home screen (`standalone` is true there,
 * and known nowhere else) opens a second window in a browser without its cookies.
 */
export function isInApp(browser: { readonly userAgent: string; readonly standalone?: unknown }): boolean {
  return browser.standalone === true || isInAppBrowser(browser.userAgent);
}

/**
 * Whether this is the browser inside another app (Facebook, Instagram, TikTok ...), where a second window is lost or never
 * opens: by the app's own name, by Android's mark of a web view, or by an iPhone's browser that is not Safari's kind.
 */
export function isInAppBrowser(userAgent: string): boolean {
  return inApp.test(userAgent);
}

const inApp =
  /\bFB(AN|AV|_IAB)\b|Instagram|LinkedInApp|\b(Line|GSA)\/|MicroMessenger|TikTok|musical_ly|Bytedance|Snapchat|Twitter|Pinterest\/|; wv\)|^(?!.*Safari\/).*\biP(hone|ad|od)\b/;
