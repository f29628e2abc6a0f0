<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>GridTree</name>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>未结</source>
        <translation>Qty</translation>
    </message>
    <message>
        <source>最急</source>
        <translation>Sev</translation>
    </message>
    <message>
        <source>负责人 {name}</source>
        <translation>Led by {name}</translation>
    </message>
    <message>
        <source>事件从{tier}起</source>
        <translation>cases begin at {tier}</translation>
    </message>
</context>
<context>
    <name>GridTreeView</name>
    <message>
        <source>筛选：名称、拼音首字母</source>
        <translation>Filter: name, pinyin initials</translation>
    </message>
    <message>
        <source>筛选网格</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>网格树</source>
        <translation>Grids</translation>
    </message>
    <message>
        <source>{areas} 片区 · {units} 单元 · {micros} 小微</source>
        <translation>{areas} area · {units} units · {micros} micro</translation>
    </message>
    <message>
        <source>{units} 单元 · {micros} 小微</source>
        <translation>{units} units · {micros} micro</translation>
    </message>
    <message>
        <source>没有取到网格树</source>
        <translation>The grid tree could not be read</translation>
    </message>
</context>
</TS>
