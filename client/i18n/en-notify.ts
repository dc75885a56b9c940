import type { NotifyTexts } from './tr-notify.ts'

const faults: Record<string, string> = {
  offline: 'The server could not be reached. Check your internet and try again.',
  push_slow:
    'Your browser’s notification service does not answer. Check your internet and try again; some networks block it.',
  push_service:
    'Your browser could not register with its notification service. A private window never can; otherwise check your internet and try again.',
  push_failed: 'Your browser could not turn notifications on. Reload the page and try again.',
  not_allowed: 'Your browser did not allow it. Check the site permissions and try again.',
  no_worker: 'The background part of the page could not be loaded. Reload the page and try again.',
  rate_limited: 'Too many tries. Wait a little and try again.',
  unauthenticated: 'Your session has ended. Reload the page.',
}

export const enNotify: NotifyTexts = {
  title: 'Notifications',
  askVisitor: (adminName) => `Shall we tell you when ${adminName} answers?`,
  askAdmin: 'Shall this device tell you about new messages?',
  yes: 'Tell me',
  working: 'Turning on…',
  notNow: 'Not now',
  again: 'Try again',
  nowOn: (adminName) => `Notifications are on: this device tells you when ${adminName} answers.`,
  nowOnAdmin: 'Notifications are on: this device tells you about new messages.',
  dismissed: 'The permission question was not answered. You can turn it on from the menu at any time.',
  fault: (reason) => faults[reason] ?? 'Notifications could not be turned on just now. Try again a little later.',

  switchLabel: 'Notifications on this device',
  on: 'On for this device',
  onHint: 'For answers and calls',
  onHintAdmin: 'For new messages and calls',
  off: 'Off for this device',
  offHint: 'When on, you are told even while the page is closed',
  asking: 'Waiting for permission',
  askingHint: 'Answer the question of your browser',
  starting: 'Turning on…',
  startingHint: 'Talking to the browser and the server',
  stopping: 'Turning off…',
  failed: 'Could not be turned on',
  blocked: 'Blocked in this browser',
  blockedHint: 'Allow it in the site permissions',
  install: 'Add it to the home screen first',
  installHint: 'iPhone and iPad notify only apps on the home screen',
  installKey: 'How to add it',
  none: 'This browser has no notifications',
  switchedOff: 'Notifications are switched off at the server',
  switchedOffHint: 'They go on here by themselves once they are on again',
  noneHint: 'The chat works without them',
  noneWays: [
    'Keep this page *open*: it rings for a new message',
    'iPhone and iPad need *iOS 16.4* or later; *add the page to the home screen*',
    'Or use *another browser*: Chrome, Edge, Firefox, Safari',
  ],

  unknownDevice: 'This device',
  arrived: (when) => `Last notification arrived: ${when}`,
  notYet: 'No notification has arrived yet',
  failing: 'Notifications do not arrive. Turn them off and on again.',
  looking: 'Looking…',
  unknownFate: 'The last notification cannot be looked up just now',
  sound: 'Sound',
  soundHint: 'Rings while the page is open',

  test: 'Send a test notification',
  testSending: 'Sending the test…',
  testWaiting: 'Sent, waiting for it to arrive on this device…',
  testArrived: (seconds) => `The test arrived: *${seconds} s*`,
  testLost:
    'The server sent it, but it did not arrive here. Check battery saving, “Do not disturb” and the notification settings of your browser.',
  testUnheard:
    'The server sent it. If you saw the notification, it works; if not, check battery saving, “Do not disturb” and the notification settings of your browser.',
  testRefused: (status) =>
    `The test was not sent: the notification service refused it (${status}). Turn notifications off and on again.`,
  testUnreached: 'The test was not sent: the server did not reach the notification service. Try again a little later.',
  testUnknown: 'The test was not sent: the registration of this device had lapsed and was made anew. Try once more.',
  testLimited: (seconds) =>
    seconds > 0 ? `Too many tests. Try again in ${seconds} seconds.` : 'Too many tests. Wait a little and try again.',
  testFailed: (reason) => `The test was not sent. ${reason}`,

  check: 'Done, check again',
  stillBlocked: 'It still looks blocked. Go through the steps again; reload the page if need be.',
  guides: {
    chromeAndroid: [
      'Tap the *lock* icon in the address bar',
      'Turn on *Permissions › Notifications*',
      'Come back to this page',
    ],
    samsung: [
      'Tap the *lock* icon in the address bar',
      'Allow *Permissions › Notifications*',
      'Come back to this page',
    ],
    firefoxAndroid: [
      'Tap the *lock* icon in the address bar',
      'Tap *Notification: Blocked* and allow it',
      'Come back to this page',
    ],
    androidApp: [
      '*Press and hold* the icon of the app, open *App info*',
      'Turn on *Notifications*',
      'Come back to this app',
    ],
    chromeDesktop: [
      'Click the *site information* icon left of the address',
      'Allow *Notifications*',
      'Come back to this page',
    ],
    desktopApp: ['Open *App info* in the *⋮* menu of the window', 'Allow *Notifications*', 'Come back to this window'],
    firefoxDesktop: [
      'Click the *permissions* icon left of the address',
      '*Remove* the block beside *Send notifications*',
      'Come back to this page',
    ],
    safariMac: [
      'Open *Safari › Settings › Websites*',
      'Allow this site under *Notifications*',
      'Come back to this page',
    ],
    iosApp: [
      'Open *Settings › Notifications*',
      'Choose *this app* in the list and *allow* them',
      'Come back to this app',
    ],
    other: ['Open the *site settings* of your browser', 'Allow *Notifications*', 'Come back to this page'],
  },
}
