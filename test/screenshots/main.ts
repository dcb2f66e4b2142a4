import { openHandset } from '../browser/handset.ts';
import { openCamera } from './camera.ts';
import { startProduct } from './product.ts';
import { takePictures } from './story.ts';
import { takeSupportPictures } from './support.ts';

/**
 * Takes the pictures of the README, Ana's first days at Contoso, her phone beside her, and those of the support console.
 * With `console` as its argument, the latter alone.
 */
const stops = new AsyncDisposableStack();
try {
  const product = await startProduct(stops);
  const camera = await openCamera(stops);
  if (process.argv[2] !== 'console') {
    const phone = await openHandset(camera, product.url, '+12025550120', { viewport: { width: 340, height: 680 } });
    await takePictures(camera, product.url, phone);
  }
  await takeSupportPictures(camera, product);
} finally {
  await stops.disposeAsync();
}
