/**
 * How rare a letter is after another in French or English words, whichever has it more often: a row for each letter
 * and the beginning of a word, a sign for each letter and its end. Made by scripts/make-letter-pairs.ts.
 */
export const LETTER_PAIRS: readonly string[] = [
  'U:8:LD<I/QB391S;I300=ADLAI:',
  '/;ML1Q]Q0H_0LO/R_1;G5LS_C_A',
  '1]>Z4_]/5_69YZ.[J6C69___CY:',
  '4HL?(MCJ/L\\=HH7M^89P<JI_DY+',
  ':D:3=CBKEQO9;1G?M.0:>CEBG73',
  '3PTU22XS._]3VT2V_3@;4_V_?_=',
  '3P\\U,Q<:4__9D54T_1;L3_P_CX*',
  ',IPP,LVQ1_UBCC0O_<@::_G_8\\6',
  ':B5<0==YPYJ7<-4@>;/4K=YN]=:',
  '-_SX/XX_5NV__[,P_SX[-XX___E',
  '.CKL,HP</UB9G<8H_?3GBRE_:_2',
  '/JG@-IKQ/_G1GK3ISR;?;HR]3_6',
  '/7KU+M_T0_^J9F34_Q;V9YT_E_7',
  '5K863B/J6NBIL6:KLK0,CENZIR3',
  '??<=EC<L;VC68*9;E2982=<HEM?',
  '0NPR0PW53_T6OP18_2:;:_Q_E_<',
  'IRW_W___H__MR_W_WRWO#_W___C',
  '-B@=-HBK1UCC?@2DM>4:=GL_?\\3',
  '5O<T0PT96^F@AD<=KS12=YG_G_)',
  '3LCV.KS8._]@KL6P_47;<]G_>N,',
  '6;:<1A=U5VK470E;L/15[@]BOJF',
  '.^^T([Y[-__Q_X3[_9LV@M__I_C',
  ',@LB-IP60[G<I82H_;9@@_O_IT9',
  '4R5]1FU=0__HNU:1RPJ2<FMA8Z/',
  '1C694L@M;XU58774W949HPFK_L&',
  '2NXU)_]G/_O=MN9UXURODOP_A6$',
  '67334:;;:DD<8>>5I339=?=ULK_',
];
