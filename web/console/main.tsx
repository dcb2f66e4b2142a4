import { createHashRouter, RouterProvider } from 'react-router';
import { render } from '../shared/render.tsx';
import { Shell } from './shell.tsx';

const page = (load: () => Promise<{ default: React.ComponentType }>) => async () => ({
  Component: (await load()).default,
});

/** Where things are is told by the fragment: the console is one page, wherever a proxy puts it. */
const router = createHashRouter([
  {
    path: '/',
    Component: Shell,
    children: [
      { index: true, lazy: page(() => import('./overview/overview-page.tsx')) },
      { path: 'verifications', lazy: page(() => import('./find/find-page.tsx')) },
      { path: 'verifications/:id', lazy: page(() => import('./verification/verification-page.tsx')) },
      { path: 'users/:applicationId/:userId', lazy: page(() => import('./user/user-page.tsx')) },
      { path: 'audit', lazy: page(() => import('./audit/audit-page.tsx')) },
      { path: 'staff', lazy: page(() => import('./staff/staff-page.tsx')) },
    ],
  },
]);

render(<RouterProvider router={router} />);
