import * as z from 'zod/mini';
import { defineIntegration } from './define-integration.js';
import type { IntegrationDefinition } from './integration.js';

/**
 * Pipedrive by personal API token. One user can belong to several companies, each with a token of its own, so the account
 * is the pair of both ids, as Pipedrive advises.
 */
export function pipedrive(): IntegrationDefinition {
  return defineIntegration({
    type: 'pipedrive',
    name: 'Pipedrive',
    categories: ['crm'],
    aliases: ['pipe drive'],
    description: 'Sales CRM and pipeline management',
    color: '#017737',
    text_color: '#FFFFFF',
    web_url: 'https://www.pipedrive.com',
    token: {
      names: ['API token'],
      instructions: ['In Pipedrive open your account menu, then Personal preferences, then API, and copy your token.'],
      fields: [
        {
          name: 'api_token',
          label: 'API token',
          type: 'secret',
          help_url: 'https://app.pipedrive.com/settings/api',
        },
      ],
    },
    verify: {
      request: ({ values: [token = ''] }) => ({
        url: 'https://api.pipedrive.com/v1/users/me',
        headers: { 'x-api-token': token },
      }),
      account: (reply) => {
        const me = Me.safeParse(reply);
        if (!me.success) return undefined;
        const { id, name, email, company_id } = me.data.data;
        return {
          id: `${company_id}:${id}`,
          ...(name !== undefined && { name }),
          ...(email !== undefined && { emails: [email] }),
        };
      },
    },
  });
}

const Me = z.object({
  data: z.object({
    id: z.number(),
    company_id: z.number(),
    name: z.optional(z.string()),
    email: z.optional(z.string()),
  }),
});
