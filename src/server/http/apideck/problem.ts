import type { Context } from 'hono';
import { problems, type ConnectionError, type FieldError, type ProblemCode } from '../../../contract/index.js';
import type { Env } from '../options.js';

/**
 * Whether this path, below where the server is mounted, is answered in Apideck's words, its failures too. The pages of its
 * hand-off are looked at by people and are none of them.
 */
export function isApideckPath(path: string): boolean {
  return /^\/(vault|connector)\//.test(path) && !/^\/vault\/(authorize|revoke|callback)(\/|$)/.test(path);
}

/** A failure in Apideck's body. Like every reply it holds words of ours only, nothing of an upstream body or of the input. */
export function apideckProblemReply(c: Context<Env>, error: ConnectionError): Response {
  const kind = kindOf(error);
  const { status, type_name, message } = kind;
  const named = status === 404 ? [] : error.errors.map(({ path }) => path);
  c.header('Cache-Control', 'no-store');
  if (error.retry_after !== undefined) c.header('Retry-After', String(Math.ceil(error.retry_after)));
  const body = {
    status_code: status,
    error: phrases[status],
    type_name,
    message: named.length > 0 ? `${message}: ${named.join(', ')}` : message,
    detail: detailOf(error, kind),
    ref: `https://developers.apideck.com/errors#${type_name.toLowerCase()}`,
  };
  return c.json(body, status);
}

type Status = keyof typeof phrases;

interface Kind {
  readonly status: Status;
  readonly type_name: string;
  readonly message: string;
}

const phrases = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

/** What it is about says more than the code alone. */
function kindOf({ code, errors }: ConnectionError): Kind {
  return (errors[0] && about.get(`${code} ${errors[0].path}`)) ?? kinds[code] ?? byStatus(code);
}

const about: ReadonlyMap<string, Kind> = new Map([
  [
    'invalid_request x-apideck-consumer-id',
    { status: 400, type_name: 'RequestHeadersValidationError', message: 'Invalid Params' },
  ],
  ['invalid_request cursor', { status: 400, type_name: 'InvalidCursorError', message: 'Invalid Cursor' }],
  // Apideck's words for what a redirect URI of its surface must be: known beforehand.
  [
    'invalid_request redirect_uri',
    { status: 422, type_name: 'OAuthRedirectUriError', message: 'Invalid Redirect URI' },
  ],
  ['invalid_fields confirm_token', { status: 422, type_name: 'OAuthInvalidStateError', message: 'Invalid State' }],
  ['invalid_fields oauth_grant_type', { status: 422, type_name: 'InvalidStateError', message: 'Invalid State' }],
  [
    'not_found x-apideck-app-id',
    { status: 404, type_name: 'IntegrationNotFoundError', message: 'Unknown Application' },
  ],
  ['not_found service_id', { status: 404, type_name: 'ConnectorNotFoundError', message: 'Unknown Connector' }],
  ['not_found connection', { status: 404, type_name: 'ConnectionNotFoundError', message: 'Unknown Connection' }],
]);

const kinds: Partial<Record<ProblemCode, Kind>> = {
  invalid_request: { status: 400, type_name: 'RequestValidationError', message: 'Invalid Params' },
  unauthorized: { status: 401, type_name: 'UnauthorizedError', message: 'Unauthorized Request' },
  session_expired: { status: 401, type_name: 'UnauthorizedError', message: 'The session is over' },
  not_found: { status: 404, type_name: 'EntityNotFoundError', message: 'Not Found' },
  invalid_fields: { status: 422, type_name: 'ConnectionSettingsError', message: 'Invalid Settings' },
  credentials_rejected: {
    status: 422,
    type_name: 'ConnectorCredentialsError',
    message: 'The connector refuses the credentials',
  },
  // What its clients know from Apideck for credentials that only the consumer can renew.
  needs_reauth: {
    status: 401,
    type_name: 'ConnectorCredentialsError',
    message: 'The connection has to be authorized anew',
  },
  connection_paused: { status: 409, type_name: 'ConnectorDisabledError', message: 'The connection is disabled' },
  account_mismatch: { status: 409, type_name: 'ConflictError', message: 'The credentials are of another account' },
  rate_limited: { status: 429, type_name: 'TooManyRequestsError', message: 'Too Many Requests' },
  integration_misconfigured: {
    status: 500,
    type_name: 'OAuthConnectorError',
    message: 'The integration is not set up right',
  },
  provider_unreachable: {
    status: 502,
    type_name: 'ConnectorExecutionError',
    message: 'The connector cannot be reached',
  },
  provider_failed: { status: 502, type_name: 'ConnectorExecutionError', message: 'The connector failed' },
  provider_timeout: { status: 504, type_name: 'ConnectorExecutionError', message: 'The connector took too long' },
};

function byStatus(code: ProblemCode): Kind {
  const known = problems[code].status;
  const status = isStatus(known) ? known : 500;
  return { status, type_name: `${phrases[status].replaceAll(' ', '')}Error`, message: phrases[status] };
}

function isStatus(status: number): status is Status {
  return status in phrases;
}

/** Text where there is no more to say; 401 and 429 have a shape of their own. */
function detailOf({ code, errors, retry_after }: ConnectionError, { message, status }: Kind): string | object {
  if (code === 'needs_reauth') return { type: 'refresh_token_connector_error', message };
  if (status === 429)
    return { context: retry_after === undefined ? message : `Try again in ${Math.ceil(retry_after)} s` };
  if (errors.length === 0 || status === 404) return message;
  const missing = errors.filter((one) => one.code === 'required').map(fault);
  const invalid = errors.filter((one) => one.code !== 'required').map(fault);
  return { ...(missing.length > 0 && { missing }), ...(invalid.length > 0 && { invalid }) };
}

function fault({ path, code }: FieldError): Record<string, string> {
  return { [path]: code };
}
