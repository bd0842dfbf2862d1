import * as z from 'zod/mini';
import { normalizeTokenReply } from '../oauth/index.js';
import { defineIntegration } from './define-integration.js';
import type { IntegrationDefinition } from './integration.js';

/** A HubSpot app of yours (developers.hubspot.com); its redirect URL is `{url}/oauth/code/hubspot`. */
export interface HubspotOptions {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * HubSpot CRM by OAuth. The account is the portal, read with the token in the header: the token-metadata routes that
 * would also name the user carry the token in their URL.
 */
export function hubspot(options: HubspotOptions): IntegrationDefinition {
  const { clientId, clientSecret } = options ?? {};
  // Without one it would pass for a public client, which HubSpot knows none of.
  if (!clientSecret)
    throw new Error('integration "hubspot": clientSecret is missing: hubspot({ clientId, clientSecret })');
  return defineIntegration({
    type: 'hubspot',
    name: 'HubSpot',
    categories: ['crm'],
    aliases: ['hs', 'hub spot'],
    description: 'Customer platform for marketing, sales and service',
    color: '#FF7A59',
    text_color: '#FFFFFF',
    web_url: 'https://www.hubspot.com',
    oauth: {
      client_id: clientId,
      client_secret: clientSecret,
      client_auth: 'client_secret_post',
      authorization_endpoint: 'https://app.hubspot.com/oauth/authorize',
      token_endpoint: 'https://api.hubapi.com/oauth/v3/token',
      normalize: normalizeTokenReply({ scope: 'scopes', token_type: 'Bearer' }),
    },
    scopes: ['oauth'],
    permissions: {
      crm_contact_read: ['crm.objects.contacts.read'],
      crm_contact_write: ['crm.objects.contacts.write'],
      crm_company_read: ['crm.objects.companies.read'],
      crm_company_write: ['crm.objects.companies.write'],
      crm_deal_read: ['crm.objects.deals.read'],
      crm_deal_write: ['crm.objects.deals.write'],
      crm_lead_read: ['crm.objects.leads.read'],
      crm_lead_write: ['crm.objects.leads.write'],
    },
    verify: {
      request: ({ access_token }) => ({
        url: 'https://api.hubapi.com/account-info/v3/details',
        headers: { authorization: `Bearer ${access_token}` },
      }),
      account: (reply) => {
        const details = Details.safeParse(reply);
        if (!details.success) return undefined;
        const { portalId, uiDomain } = details.data;
        return { id: String(portalId), ...(uiDomain !== undefined && { name: `${uiDomain} ${portalId}` }) };
      },
    },
  });
}

const Details = z.object({ portalId: z.number(), uiDomain: z.optional(z.string()) });
