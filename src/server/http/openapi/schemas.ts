import * as z from 'zod/mini';
import {
  Attempt,
  Connection,
  ConnectedAs,
  CreateAttempt,
  CreatedAttempt,
  CreateSession,
  Field,
  FieldError,
  FieldOption,
  Integration,
  Problem,
  Session,
} from '../../../contract/index.js';
import { ChangeConnection, ConnectionAuthBody, ImportConnection } from '../import-body.js';
import { CredentialsReply } from '../routes/credentials.js';
import { Opened, Swap } from '../routes/hosted.js';
import { apideckSchemas } from './apideck-schemas.js';

/** Everything that is sent or answered, by the name it has in the document. */
const schemas = {
  Attempt,
  ChangeConnection,
  ConnectedAs,
  Connection,
  ConnectionAuth: ConnectionAuthBody,
  CreateAttempt,
  CreatedAttempt,
  CreateSession,
  Credentials: CredentialsReply,
  Field,
  FieldError,
  FieldOption,
  Health: z.object({ status: z.literal('ok') }),
  ImportConnection,
  Integration,
  OpenHosted: Swap,
  OpenedHosted: Opened,
  Problem,
  Session,
  ...apideckSchemas,
} as const satisfies Readonly<Record<string, z.ZodMiniType>>;

export type SchemaName = keyof typeof schemas;

/** Where the document keeps a schema. */
export function schemaRef(name: SchemaName): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * All of them as JSON Schema 2020-12, which is what OpenAPI 3.1 takes, referring to each other by name. Made of the same
 * schemas that parse and write what goes over the wire; members that are not named there are ignored, unless
 * it says `additionalProperties: false`.
 */
export function jsonSchemas(): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const all = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  const named = Object.entries(all.schemas).map(([name, made]) => {
    const { $schema: _, $id: __, ...schema } = made;
    return [name, schema] as const;
  });
  return Object.fromEntries(named);
}
