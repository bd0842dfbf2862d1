import * as z from 'zod/mini';

/** What kind of control a field is drawn as. An unknown kind from a newer server reads as `text`. */
export const FieldType = z.catch(
  z.enum(['text', 'secret', 'url', 'subdomain', 'email', 'select', 'checkbox', 'number', 'date', 'textarea', 'file']),
  'text',
);
export type FieldType = z.infer<typeof FieldType>;

export const FieldOption = z.object({ value: z.string(), label: z.string() });
export type FieldOption = z.infer<typeof FieldOption>;

/**
 * One value the end user is asked for: an entry of `token_fields` (same order as `token_names`) or of `inputs`.
 * `pattern` is a JavaScript regular expression source, matched against the whole value in code and never as an HTML
 * `pattern`, because almost half of the field's real patterns are invalid there. The server matches in linear time
 * (RE2), so there is no look-around and no back reference.
 */
export const Field = z.object({
  /** Key of the value where it is sent by name (`inputs`); for `token_fields` the position decides. */
  name: z.string(),
  /** What the user reads; without it the entry of `token_names` or `name` is shown. */
  label: z.optional(z.string()),
  type: FieldType,
  optional: z.optional(z.boolean()),
  pattern: z.optional(z.string()),
  min_length: z.optional(z.number()),
  max_length: z.optional(z.number()),
  prefix: z.optional(z.string()),
  suffix: z.optional(z.string()),
  example: z.optional(z.string()),
  help: z.optional(z.string()),
  help_url: z.optional(z.string()),
  default: z.optional(z.string()),
  options: z.optional(z.array(FieldOption)),
});
export type Field = z.infer<typeof Field>;

/** What can be wrong with one value: the page finds it to help, the server to be sure. */
export type FieldFault =
  | 'required'
  | 'too_short'
  | 'too_long'
  | 'pattern'
  | 'invalid_email'
  | 'invalid_url'
  | 'invalid_subdomain'
  | 'invalid_number'
  | 'invalid_date'
  | 'invalid_option';
