export const words = {
  errors: { withered: { title: 'Rien ne pousse', advice: 'Semez autre chose.' } },
  help: { title: 'Verger', summary: 'Ce qui pousse.', body: 'Semez, puis attendez.' },
};
