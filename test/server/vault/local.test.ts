import { ada, bob, goodKey, openHouse } from './house.js';
import { testVault } from './test-vault.js';

testVault('localVault over SQLite', async () => {
  const house = await openHouse();
  return {
    vault: house.vault,
    owner: ada,
    stranger: bob,
    tokenIntegration: 'keyed',
    goodCredentials: { token: goodKey },
    badCredentials: { token: 'canary-wrong-key' },
    oauthIntegration: 'harbor',
    authorizeAndConsent: (owner) => house.consent({ owner }),
    close: house.close,
  };
});

testVault('localVault with a form of two values', async () => {
  const house = await openHouse();
  return {
    vault: house.vault,
    owner: ada,
    stranger: bob,
    tokenIntegration: 'paired',
    goodCredentials: { other_auth_info: ['acme', goodKey] },
    badCredentials: { other_auth_info: ['acme', 'canary-wrong-key'] },
    oauthIntegration: 'harbor',
    authorizeAndConsent: (owner) => house.consent({ owner }),
    close: house.close,
  };
});
