import { defineIntegration } from 'connection-embed/server';

/** Options of the server under load. `TOKEN_ORIGIN` is where its one provider answers. */
const { PORT, DATABASE_URL, TOKEN_ORIGIN = 'http://localhost:9' } = process.env;

export default {
  url: `http://localhost:${PORT}`,
  database: DATABASE_URL,
  secrets: ['a-secret-of-the-bench-and-of-nothing-else'],
  apiKeys: [{ key: 'an-api-key-of-the-bench', scopes: ['connections', 'credentials'] }],
  allowOrigins: [TOKEN_ORIGIN],
  integrations: [
    defineIntegration({
      type: 'bench',
      name: 'Bench',
      categories: ['crm'],
      oauth: {
        client_id: 'bench',
        client_secret: 'secretOfTheBench',
        authorization_endpoint: `${TOKEN_ORIGIN}/authorize`,
        token_endpoint: `${TOKEN_ORIGIN}/token`,
      },
    }),
  ],
};
