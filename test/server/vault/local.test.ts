import { databases } from '../support/databases.js';
import { ada, bob, goodKey, openHouse } from './house.js';
import { testVault } from './test-vault.js';

for (const engine of databases) {
  testVault(`localVault over ${engine.name}`, async () => {
    const house = await openHouse({ engine });
    return {
      ...house,
      owner: ada,
      stranger: bob,
      tokenIntegration: 'keyed',
      goodCredentials: { token: goodKey },
      badCredentials: { token: 'canary-wrong-key' },
      oauthIntegration: 'harbor',
      authorizeAndConsent: (owner) => house.consent({ owner }),
    };
  });
}

testVault('localVault with a form of two values', async () => {
  const house = await openHouse();
  return {
    ...house,
    owner: ada,
    stranger: bob,
    tokenIntegration: 'paired',
    goodCredentials: { other_auth_info: ['acme', goodKey] },
    badCredentials: { other_auth_info: ['acme', 'canary-wrong-key'] },
    oauthIntegration: 'harbor',
    authorizeAndConsent: (owner) => house.consent({ owner }),
  };
});
