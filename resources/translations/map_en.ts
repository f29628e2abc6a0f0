<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>MapCanvas</name>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>同样的内容见网格树和待办列表。</source>
        <translation>The same is listed in the grid tree and the queue.</translation>
    </message>
    <message>
        <source>数据不足</source>
        <translation>Not enough data</translation>
    </message>
    <message>
        <source>已选</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>示意边界</source>
        <translation>Schematic boundaries</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>6 以上</source>
        <translation>6 or more</translation>
    </message>
    <message>
        <source>件数</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>未结件数 · {level}</source>
        <translation>Open cases · {level}</translation>
    </message>
    <message>
        <source>地图</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>没有取到地图</source>
        <translation>The map could not be read</translation>
    </message>
    <message>
        <source>片区还没有录入边界</source>
        <translation>The area has no outlines yet</translation>
    </message>
</context>
</TS>
