import type { LeadField } from '../../wire.ts';
import { failureOf } from '../controller.ts';
import { useRef, useState } from '../dom/hooks.ts';
import type { FormName } from '../state/panel-state.ts';
import { usePanel } from '../tools.ts';
import type { Translate, WordKey } from '../words.ts';

type Field = { name: LeadField; required: boolean };
type Values = Partial<Record<LeadField, string>>;
type Faults = Partial<Record<LeadField | 'form', string>>;

/** Label; what browsers fill in by themselves (WCAG 2.2, 1.3.5); which keys a phone shows. */
const KINDS: Readonly<Record<LeadField, [label: WordKey, autocomplete: string, type: string]>> = {
  name: ['formName', 'name', 'text'],
  email: ['formEmail', 'email', 'email'],
  phone: ['formPhone', 'tel', 'tel'],
  company: ['formCompany', 'organization', 'text'],
  message: ['formMessage', 'off', ''],
};

const FIELD_MAX = 2_000; // characters the server takes

type Props = { form: FormName; words: string; onSent(): void };

/** A form in which a visitor leaves how to reach them; what is typed stays when it cannot be sent. */
export function DetailsForm({ form, words, onSent }: Props) {
  const { controller, t } = usePanel();
  const { session } = controller.store.get();
  const element = useRef<HTMLFormElement | null>(null);
  const fields = fieldsOf(form, session?.widget.leadForm?.fields ?? []);
  const [values, setValues] = useState<Values>({
    name: session?.visitor.name ?? '',
    email: session?.visitor.email ?? '',
  });
  const [faults, setFaults] = useState<Faults>({});
  const [sending, setSending] = useState(false);

  const submit = async (): Promise<void> => {
    const filled: Values = {};
    for (const { name } of fields) {
      const value = values[name]?.trim();
      if (value) filled[name] = value;
    }
    const found = faultsOf(fields, filled, t);
    setFaults(found);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      element.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    setSending(true);
    try {
      await controller.leave(form, filled);
      onSent();
    } catch (error) {
      setFaults({ form: failureOf(error).words ?? t('formFailed') });
    }
    setSending(false);
  };

  return (
    <form
      ref={element}
      class="form"
      novalidate
      onsubmit={event => {
        event.preventDefault();
        if (!sending) void submit();
      }}
    >
      {fields.map(({ name, required }) => {
        const [label, autocomplete, type] = KINDS[name];
        const fault = faults[name];
        const id = `${form}-${name}`;
        const attributes = {
          id,
          name,
          autocomplete,
          required,
          value: values[name] ?? '',
          maxlength: FIELD_MAX,
          'aria-invalid': fault !== undefined,
          'aria-describedby': fault && `${id}-fault`,
          oninput: (event: { currentTarget: { value: string } }) =>
            setValues({ ...values, [name]: event.currentTarget.value }),
        };
        return (
          <div class="field">
            <label for={id}>
              {t(label)}
              {!required && <span class="muted"> ({t('formOptional')})</span>}
            </label>
            {type === '' ? <textarea rows={3} {...attributes} /> : <input type={type} {...attributes} />}
            {fault && (
              <p class="fault" id={`${id}-fault`}>
                {fault}
              </p>
            )}
          </div>
        );
      })}
      {faults.form && (
        <p class="fault" role="alert">
          {faults.form}
        </p>
      )}
      <button type="submit" class="primary" aria-disabled={sending}>
        {sending ? t('sending') : words}
      </button>
    </form>
  );
}

function fieldsOf(form: FormName, own: readonly Field[]): readonly Field[] {
  if (form === 'lead' && own.length > 0) return own;
  const email = { name: 'email', required: true } as const;
  if (form === 'transcript') return [email];
  // To be answered by a person, one needs a name and a way to reach them.
  return [{ name: 'name', required: true }, email, { name: 'message', required: form === 'offline' }];
}

function faultsOf(fields: readonly Field[], filled: Values, t: Translate): Faults {
  const faults: Faults = {};
  for (const { name, required } of fields) if (required && !filled[name]) faults[name] = t('formRequired');
  // Something, an @, and something with a dot: what else an address may be the server decides.
  if (filled.email && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(filled.email)) faults.email = t('formEmailWrong');
  if (Object.keys({ ...filled, ...faults }).length === 0) faults.form = t('formNothing');
  return faults;
}
