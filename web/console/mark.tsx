import icon from '../shared/icon.svg';
import classes from './mark.module.css';

/** Whose page this is. @param compact the name is left out where there is no room for it */
export function Mark({ compact = false }: { compact?: boolean }) {
  return (
    <span className={classes.mark} data-compact={compact || undefined}>
      <img src={icon} alt="" width={28} height={28} />
      <span className={classes.name}>Support console</span>
    </span>
  );
}
