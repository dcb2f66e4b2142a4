import { render } from '../shared/render.tsx';
import './phone.css';
import './screens/home.css';
import './screens/call.css';
import { formatNumber } from './format.ts';
import { Handset } from './handset.tsx';
import { Chooser } from './screens/chooser.tsx';
import { useNumber } from './use-number.ts';

function Page() {
  const { number, asked, choose } = useNumber();
  if (number === null) return <Chooser asked={asked} choose={choose} />;
  return (
    <>
      <title>{`Phone ${formatNumber(number)}`}</title>
      <Handset key={number} number={number} />
    </>
  );
}

render(<Page />);
