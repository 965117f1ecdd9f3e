import{b as n}from"./index-DNYWqaiB.js";const e={name:"minus",size:24,node:[["path",{d:"M5 12h14",key:"1ays0h"}]]};e.node;const a=n(e);export{a as M};
