import * as z from 'zod/mini';
import { CallbackState, State, Validated } from '../apideck/actions.js';
import { Body, Confirmed } from '../apideck/confirm.js';
import { ApideckConnection, ConnectionState } from '../apideck/connection-shape.js';
import { Connector } from '../apideck/connector-shape.js';
import { FormField } from '../apideck/form-field.js';
import { ConnectionInput, ImportData } from '../apideck/import-data.js';
import { Created, Session } from '../apideck/sessions.js';

/** What Apideck's surface is asked with and answers. */
export const apideckSchemas = {
  ApideckConnection,
  ApideckConnectionInput: ConnectionInput,
  ApideckConnectionState: ConnectionState,
  ApideckConnector: Connector,
  ApideckFormField: FormField,
  ApideckImportData: ImportData,
  ApideckCallback: CallbackState,
  ApideckState: State,
  ApideckConfirm: Body,
  ApideckConfirmed: Confirmed,
  ApideckNewSession: Session,
  ApideckSession: Created,
  ApideckValidated: Validated,
  ApideckError: z.object({
    status_code: z.number(),
    error: z.string(),
    type_name: z.string(),
    message: z.string(),
    detail: z.unknown(),
    ref: z.string(),
  }),
} as const satisfies Readonly<Record<string, z.ZodMiniType>>;
