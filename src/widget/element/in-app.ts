/**
 * Whether a page had better leave for the provider itself. A web app on an iPhone's home screen (`standalone` is true there,
 * and known nowhere else) opens a second window in a browser without its cookies; the browser inside another app (Facebook,
 * Instagram, TikTok ...) loses it or never opens it. That is told by the app's own name, by Android's mark of a web view, or
 * by being an iPhone's browser that is not Safari's kind.
 */
export function isInApp({
  userAgent,
  standalone,
}: {
  readonly userAgent: string;
  readonly standalone?: unknown;
}): boolean {
  return standalone === true || inApp.test(userAgent);
}

const inApp =
  /\bFB(AN|AV|_IAB)\b|Instagram|LinkedInApp|\b(Line|GSA)\/|MicroMessenger|TikTok|musical_ly|Bytedance|Snapchat|Twitter|Pinterest\/|; wv\)|^(?!.*Safari\/).*\biP(hone|ad|od)\b/;
