// Checked by the compiler, never run: each `@ts-expect-error` fails the type check when the line below it compiles.
import { client } from './client.ts';
import { fileAddress, sendFiles } from './files.ts';

export const address = fileAddress('/documents/{id}/file', { id: 'x' });

// @ts-expect-error no route gives a file there
export const nowhere = fileAddress('/documents/{id}/picture', { id: 'x' });

// @ts-expect-error the path names what it needs
export const nameless = fileAddress('/clients/{id}/exports/{exportId}/file', { id: 'x' });

// @ts-expect-error what is answered in JSON is called, not linked to
export const json = fileAddress('/documents/{id}', { id: 'x' });

// @ts-expect-error a file is linked to, not called
export const called = client.documents.download;

export const sent = sendFiles('/documents', { chatbotId: ['x'] }, []);

// @ts-expect-error a form holds the fields of its route
export const unsaid = sendFiles('/documents', {}, []);
