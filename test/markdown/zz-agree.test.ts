import fc from 'fast-check';
import {it} from 'vitest';
import {lexMarkdown} from '/work/main/source/markdown/lex.ts';
import {renderMarkdown} from '/work/main/source/markdown/render-block.ts';
import {renderTokens} from '/work/main/source/markdown/render-tokens.ts';
import {plainTheme} from '/work/main/source/markdown/theme.ts';
const o={width:60,theme:plainTheme};
const whole=(t:string)=>{const l=lexMarkdown(t)!; return renderTokens(l.tokens,{...o,restore:l.restore,styles:[],listDepth:0});};
const line=fc.constantFrom('text','more text','# Heading','#tag','---','***','- item','- ','* star','1. one','2. two','10) ten','  - nested','   1. nested n','    code','  indented','> quote','> - q item','>','```js','```','~~~','   ```','| a | b |\n|---|---|','| 1 | 2 |','<div>','</div>','<!-- c','-->','<b>x</b>','<span>','[link](http://x.y)','**bold','bold**','','','','','','  ','  ```','  para','     deep');
it('x',()=>{ let bad=0; const seen:string[]=[];
 const r=fc.sample(fc.array(line,{minLength:1,maxLength:7}).map(l=>l.join('\n')),60000);
 for(const t of r){ const strip=(l:readonly string[])=>l.filter(x=>x.trim()!=='').join('\n'); const a=strip(whole(t)),b=strip(renderMarkdown(t,o)); if(a!==b){bad++; seen.push(t);} }
 seen.sort((a,b)=>a.split('\n').length-b.split('\n').length);
 console.log(bad,r.length); const done=new Set<string>(); for(const t of seen.filter(t=>!done.has(t)&&done.add(t)).slice(0,45)) console.log(JSON.stringify(t),'\n   W',JSON.stringify(whole(t)),'\n   S',JSON.stringify(renderMarkdown(t,o)));
});
