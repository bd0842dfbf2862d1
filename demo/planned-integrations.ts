import { defineIntegration, type IntegrationDefinition } from '../src/server/catalogue/index.js';

/** Real products by name, category, brand colour and what one connects them with. The demo announces them, no more. */
const planned: readonly [type: string, name: string, category: string, color: string, ...names: string[]][] = [
  ['activecampaign', 'ActiveCampaign', 'martech', '#004CFF', 'API URL', 'API key'],
  ['airtable', 'Airtable', 'datastore', '#18BFFF', 'Personal access token'],
  ['asana', 'Asana', 'task', '#F06A6A', 'Personal access token'],
  ['ashby', 'Ashby', 'ats', '#453ACF', 'API key'],
  ['bamboohr', 'BambooHR', 'hris', '#599D15', 'API key', 'Company domain'],
  ['bigcommerce', 'BigCommerce', 'commerce', '#121118', 'Store hash', 'Access token'],
  ['brevo', 'Brevo', 'martech', '#0B996E', 'API key'],
  ['calendly', 'Calendly', 'calendar', '#006BFF', 'Personal access token'],
  ['clickup', 'ClickUp', 'task', '#7B68EE', 'API token'],
  ['close', 'Close', 'crm', '#1463FF', 'API key'],
  ['copper', 'Copper', 'crm', '#FF3465', 'API key', 'Email'],
  ['datadog', 'Datadog', 'analytics', '#632CA6', 'API key', 'Application key'],
  ['freshdesk', 'Freshdesk', 'ticketing', '#25C16F', 'API key', 'Domain'],
  ['github', 'GitHub', 'repo', '#181717', 'Personal access token'],
  ['gitlab', 'GitLab', 'repo', '#FC6D26', 'Personal access token'],
  ['greenhouse', 'Greenhouse', 'ats', '#24A47F', 'Harvest API key'],
  ['hubspot', 'HubSpot', 'crm', '#FF7A59', 'Private app access token'],
  ['intercom', 'Intercom', 'ticketing', '#6AFDEF', 'Access token'],
  ['jira', 'Jira', 'ticketing', '#0052CC', 'Site', 'Email', 'API token'],
  ['klaviyo', 'Klaviyo', 'martech', '#232426', 'Private API key'],
  ['lever', 'Lever', 'ats', '#005B4F', 'API key'],
  ['linear', 'Linear', 'task', '#5E6AD2', 'API key'],
  ['mailchimp', 'Mailchimp', 'martech', '#FFE01B', 'API key'],
  ['mailgun', 'Mailgun', 'messaging', '#F06B66', 'API key', 'Domain'],
  ['notion', 'Notion', 'kms', '#000000', 'Integration secret'],
  ['pagerduty', 'PagerDuty', 'ticketing', '#06AC38', 'API key'],
  ['pipedrive', 'Pipedrive', 'crm', '#017737', 'API token'],
  ['sendgrid', 'SendGrid', 'messaging', '#1A82E2', 'API key'],
  ['shopify', 'Shopify', 'commerce', '#7AB55C', 'Store domain', 'Admin API access token'],
  ['stripe', 'Stripe', 'payment', '#635BFF', 'Restricted key'],
  ['trello', 'Trello', 'task', '#0052CC', 'API key', 'Token'],
  ['twilio', 'Twilio', 'messaging', '#F22F46', 'Account SID', 'Auth token'],
  ['typeform', 'Typeform', 'forms', '#262627', 'Personal access token'],
  ['woocommerce', 'WooCommerce', 'commerce', '#96588A', 'Store URL', 'Consumer key', 'Consumer secret'],
  ['workable', 'Workable', 'ats', '#00756A', 'API token', 'Subdomain'],
  ['zendesk', 'Zendesk', 'ticketing', '#03363D', 'Subdomain', 'Email', 'API token'],
];

/** What people type who mean one of them, where neither its name nor initials lead there. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  bigcommerce: ['bc'],
  brevo: ['sendinblue'],
  close: ['close.io'],
  copper: ['prosperworks'],
  freshdesk: ['freshworks'],
  github: ['gh'],
  gitlab: ['gl'],
  hubspot: ['hs'],
  jira: ['atlassian', 'jsm'],
  mailchimp: ['intuit'],
  pagerduty: ['pd'],
  sendgrid: ['twilio'],
  trello: ['atlassian'],
  woocommerce: ['wordpress', 'wc'],
  zendesk: ['zd'],
};

/** Listed as not available yet. */
export function plannedIntegrations(): IntegrationDefinition[] {
  return planned.map(([type, name, category, color, ...names]) =>
    defineIntegration({
      type,
      name,
      categories: [category],
      ...(aliases[type] && { aliases: aliases[type] }),
      color,
      is_active: false,
      token: { names },
    }),
  );
}
