// The fields of a form: what its scripts share. Its parameters are those of an operation, or of an act of the simulated org.

interface FormField {
  name: string;
  /** Where it belongs: `path`, `query`, `body` ... */
  in: string | undefined;
  type: string;
  /** Its name by default. */
  label?: string;
  sdkName?: string;
  enum?: string[];
  /** The list from which it is filled, where its name does not say it. */
  list?: string;
  required?: boolean;
  /** It is shown at once, also while it is blank. */
  main?: boolean;
  readOnly?: boolean;
  /** The model of the object or of the entries of the list, and the operation whose body it is in. */
  model?: string;
  operation?: string;
  /** Ours: why there is no such field. */
  mistake?: string | undefined;
}

/** Fields by name. */
type FieldValues = Record<string, { type: string; value: string }>;
interface StoredField {
  name: string;
  type: string;
  value: string;
}

interface GenesysCloud {
  // nested-fields.js
  nestedFields(row: JQuery, field: FormField, input: JQuery): void;

  // form-fields.js
  REFERENCES: string[];
  kind(value: string, name: string, glyph: string, more?: Partial<TypedInputKind>): TypedInputType;
  isSet(field: { value?: unknown } | undefined): boolean;
  asValues(list: unknown): FieldValues;
  asList(values: FieldValues): StoredField[];
  drawFields(
    box: JQuery,
    fields: readonly FormField[],
    values: FieldValues,
    mistakeOf: ((name: string) => string) | undefined,
  ): void;
}
