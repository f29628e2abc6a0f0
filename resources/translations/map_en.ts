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
        <source>示意边界。同样的内容见网格树和待办列表。</source>
        <translation>Schematic boundaries. The same is listed in the grid tree and the queue.</translation>
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
</TS>
