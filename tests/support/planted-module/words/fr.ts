export const words = {
  errors: { withered: { title: 'Rien ne pousse', advice: 'Semez autre chose.' } },
  help: { title: 'Potager', summary: 'Ce qui pousse.', body: 'Semez, puis attendez.' },
};
