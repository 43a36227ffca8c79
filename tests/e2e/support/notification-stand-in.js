// Stands in for the notifications of the system, which a browser without a window does not show. Runs in the page.
window.shownByTheSystem = [];
let last = null;
window.clickLastShown = () => last.onclick();
window.putBehind = () => {
  document.hasFocus = () => false;
  window.dispatchEvent(new Event('blur'));
};
class SystemNotification {
  static permission = 'granted';
  static requestPermission = () => Promise.resolve('granted');
  onclick = null;
  constructor(title, { body = '' } = {}) {
    window.shownByTheSystem.push({ title, body });
    last = this;
  }
  close() {}
}
Object.defineProperty(window, 'Notification', { value: SystemNotification });
