import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInApp } from '../../../src/widget/element/in-app.js';

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)';
const webView = `${android.replace('Pixel 9', 'Pixel 9 Build/AP4A; wv')} Version/4.0 Chrome/137.0.0.0 Mobile Safari/537.36`;

const inside = {
  'Facebook on an iPhone': `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/515.0.0.32.90;FBDV/iPhone17,1]`,
  'Facebook on Android': `${webView} [FB_IAB/FB4A;FBAV/515.0.0.32.90;]`,
  'Instagram on an iPhone': `${iphone} Mobile/15E148 Instagram 380.0.0.30.81 (iPhone17,1; iOS 18_5)`,
  'Instagram on Android': `${webView} Instagram 380.0.0.30.81 Android`,
  'LinkedIn on an iPhone': `${iphone} Version/18.5 Mobile/15E148 Safari/604.1 [LinkedInApp]/9.31.1`,
  'LINE on an iPhone': `${iphone} Mobile/15E148 Safari Line/15.6.0`,
  'LINE on Android': `${webView} Line/15.6.0/IAB`,
  'WeChat on Android': `${android} Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 XWEB/126 MicroMessenger/8.0.60`,
  'TikTok on an iPhone': `${iphone} Mobile/15E148 musical_ly_39.8.0 BytedanceWebview/d8a21c6`,
  'TikTok on Android': `${android} Version/4.0 Chrome/137.0.0.0 Mobile Safari/537.36 trill_390802 BytedanceWebview/d8a21c6`,
  'Snapchat on an iPhone': `${iphone} Version/18.5 Mobile/15E148 Safari/604.1 Snapchat/13.45.0.45 (like Safari/8620)`,
  'X on an iPhone': `${iphone} Version/18.5 Mobile/15E148 Safari/604.1 Twitter for iPhone/11.4`,
  'X on Android': `${webView} TwitterAndroid`,
  'Pinterest on an iPhone': `${iphone} Mobile/15E148 [Pinterest/iOS] Pinterest/13.20`,
  'the Google app on an iPhone': `${iphone} GSA/370.0.762543316 Mobile/15E148 Safari/604.1`,
  'a web view on Android': webView,
  'a web view on an iPhone': `${iphone} Mobile/15E148`,
};

const browsers = {
  'Safari on an iPhone': `${iphone} Version/18.5 Mobile/15E148 Safari/604.1`,
  'Chrome on an iPhone': `${iphone} CriOS/137.0.7151.107 Mobile/15E148 Safari/604.1`,
  'Firefox on an iPhone': `${iphone} FxiOS/139.0 Mobile/15E148 Safari/605.1.15`,
  'Edge on an iPhone': `${iphone} Version/18.0 EdgiOS/137.0.3296.65 Mobile/15E148 Safari/604.1`,
  'Chrome on Android': `${android} Chrome/137.0.0.0 Mobile Safari/537.36`,
  'Samsung Internet': `${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  'Firefox on Android': 'Mozilla/5.0 (Android 15; Mobile; rv:139.0) Gecko/139.0 Firefox/139.0',
  'Safari on a Mac':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Chrome on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0',
  'no name at all': '',
};

for (const [name, userAgent] of Object.entries(inside))
  test(`${name} is inside an app`, () => assert.equal(isInApp({ userAgent }), true));

for (const [name, userAgent] of Object.entries(browsers))
  test(`${name} is a browser`, () => assert.equal(isInApp({ userAgent }), false));

test('a web app on the home screen of an iPhone is as one inside an app, whatever it is called', () => {
  const userAgent = browsers['Safari on an iPhone'];
  assert.equal(isInApp({ userAgent }), false);
  assert.equal(isInApp({ userAgent, standalone: false }), false);
  assert.equal(isInApp({ userAgent, standalone: true }), true);
});
