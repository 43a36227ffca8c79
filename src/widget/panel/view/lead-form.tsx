import { useRef, useState } from 'preact/hooks';
import type { LeadField, LeadReason } from '../../wire.ts';
import { failureOf } from '../controller.ts';
import type { WordKey } from '../words.ts';
import { usePanel } from './panel-context.ts';

type Field = { name: LeadField; required: boolean };
type Values = Partial<Record<LeadField, string>>;

const LABELS: Readonly<Record<LeadField, WordKey>> = {
  name: 'formName',
  email: 'formEmail',
  phone: 'formPhone',
  company: 'formCompany',
  message: 'formMessage',
};

/** What browsers fill in by themselves (WCAG 2.2, 1.3.5). */
const AUTOCOMPLETE: Readonly<Record<LeadField, string>> = {
  name: 'name',
  email: 'email',
  phone: 'tel',
  company: 'organization',
  message: 'off',
};

/** Which keys a phone shows. */
const TYPES: Readonly<Partial<Record<LeadField, { type: 'email' } | { type: 'tel' }>>> = {
  email: { type: 'email' },
  phone: { type: 'tel' },
};

/** To be answered by a person, one needs a name and a way to reach them. */
const PERSON_FIELDS: readonly Field[] = [
  { name: 'name', required: true },
  { name: 'email', required: true },
  { name: 'message', required: false },
];

const FIELD_MAX = 2_000; // characters the server takes

type Props = { reason: LeadReason; submitWords: string; onSent(): void };

/** The form a visitor leaves name and address in; what is typed stays when it cannot be sent. */
export function LeadForm({ reason, submitWords, onSent }: Props) {
  const { controller, t } = usePanel();
  const { session } = controller.store.get();
  const form = useRef<HTMLFormElement>(null);
  const fields = fieldsFor(reason, session?.widget.leadForm?.fields ?? []);
  const [values, setValues] = useState<Values>({
    name: session?.visitor.name ?? '',
    email: session?.visitor.email ?? '',
  });
  const [faults, setFaults] = useState<Partial<Record<LeadField | 'form', string>>>({});
  const [sending, setSending] = useState(false);

  const submit = async (): Promise<void> => {
    const filled = Object.fromEntries(
      fields.map(({ name }) => [name, (values[name] ?? '').trim()]).filter(([, value]) => value !== ''),
    ) as Values;
    const found = faultsOf(fields, filled, t);
    setFaults(found);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    setSending(true);
    try {
      await controller.leave({ reason, fields: filled });
      onSent();
    } catch (error) {
      setFaults({ form: failureOf(error).words ?? t('formFailed') });
    } finally {
      setSending(false);
    }
  };

  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (!sending) void submit();
      }}
    >
      {fields.map(({ name, required }) => {
        const fault = faults[name];
        const attributes = {
          id: `${reason}-${name}`,
          name,
          value: values[name] ?? '',
          maxLength: FIELD_MAX,
          autoComplete: AUTOCOMPLETE[name],
          required,
          'aria-invalid': fault !== undefined,
          'aria-describedby': fault === undefined ? undefined : `${reason}-${name}-fault`,
          onInput: (event: { currentTarget: { value: string } }) =>
            setValues({ ...values, [name]: event.currentTarget.value }),
        };
        return (
          <div class="field" key={name}>
            <label htmlFor={`${reason}-${name}`}>
              {t(LABELS[name])}
              {!required && <span class="muted"> ({t('formOptional')})</span>}
            </label>
            {name === 'message' ? (
              <textarea rows={3} {...attributes} />
            ) : (
              <input {...TYPES[name]} {...attributes} />
            )}
            {fault !== undefined && (
              <p class="fault" id={`${reason}-${name}-fault`}>
                {fault}
              </p>
            )}
          </div>
        );
      })}
      {faults.form !== undefined && (
        <p class="fault" role="alert">
          {faults.form}
        </p>
      )}
      <button type="submit" class="primary" aria-disabled={sending}>
        {sending ? t('sending') : submitWords}
      </button>
    </form>
  );
}

function fieldsFor(reason: LeadReason, own: readonly Field[]): readonly Field[] {
  if (reason === 'lead' && own.length > 0) return own;
  return reason === 'offline'
    ? PERSON_FIELDS.map(field => (field.name === 'message' ? { ...field, required: true } : field))
    : PERSON_FIELDS;
}

function faultsOf(
  fields: readonly Field[],
  filled: Values,
  t: ReturnType<typeof usePanel>['t'],
): Partial<Record<LeadField | 'form', string>> {
  const faults: Partial<Record<LeadField | 'form', string>> = {};
  for (const { name, required } of fields) if (required && filled[name] === undefined) faults[name] = t('formRequired');
  if (filled.email !== undefined && !isAddress(filled.email)) faults.email = t('formEmailWrong');
  if (Object.keys(filled).length === 0 && Object.keys(faults).length === 0) faults.form = t('formNothing');
  return faults;
}

/** Something, an @, and something with a dot: what else an address may be the server decides. */
export function isAddress(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value);
}
