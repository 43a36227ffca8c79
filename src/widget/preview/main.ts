import '../panel/panel.css'; export {};
