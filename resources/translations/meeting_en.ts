<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AdvanceForm</name>
    <message>
        <source>进展</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>办结要写依据：照片、记录、单据</source>
        <translation>What is done needs evidence: photos, a record, a receipt</translation>
    </message>
</context>
<context>
    <name>DraftForm</name>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>长标题自动分行</source>
        <translation>Long titles are broken into lines</translation>
    </message>
    <message>
        <source>会议认为</source>
        <translation>The meeting finds</translation>
    </message>
    <message>
        <source>会议要求</source>
        <translation>The meeting demands</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>抄送</source>
        <translation>Copies to</translation>
    </message>
    <message>
        <source>用顿号隔开</source>
        <translation>Apart by commas</translation>
    </message>
    <message>
        <source>纪要已成稿，请另一人核稿</source>
        <translation>The minutes are drafted; somebody else must check them</translation>
    </message>
</context>
<context>
    <name>FiguresPane</name>
    <message>
        <source>没有取到例会</source>
        <translation>The meeting could not be read</translation>
    </message>
    <message>
        <source>{count} 项，选入纪要 {chosen} 项</source>
        <translation>{count}, {chosen} of them in the minutes</translation>
    </message>
    <message>
        <source>研判面板</source>
        <translation>Panels</translation>
    </message>
    <message>
        <source>空格 选入   Enter 放大</source>
        <translation>Space to include   Enter to enlarge</translation>
    </message>
    <message>
        <source>冻结中，中心算出数据包后自动显示</source>
        <translation>Freezing: the panels appear once the centre has computed them</translation>
    </message>
    <message>
        <source>这一周还没有结束，可以先看本地试算</source>
        <translation>This week is not over; this desk can try its own figures</translation>
    </message>
    <message>
        <source>数据还没有冻结，可以先看本地试算</source>
        <translation>The figures are not frozen; this desk can try its own</translation>
    </message>
    <message>
        <source>先筹备这一周的例会</source>
        <translation>Open the meeting of this week first</translation>
    </message>
    <message>
        <source>已核稿；要改请重新起草</source>
        <translation>Checked; draft it anew to change it</translation>
    </message>
    <message>
        <source>这一周还没有面板「{name}」的数据</source>
        <translation>This week has no figures yet for the panel &quot;{name}&quot;</translation>
    </message>
</context>
<context>
    <name>HoldForm</name>
    <message>
        <source>主持</source>
        <translation>Chair</translation>
    </message>
    <message>
        <source>一行一人：姓名 职务，没来的加「请假」，列席的加「列席」</source>
        <translation>A person a line: name post, then &quot;excused&quot; or &quot;guest&quot; where it applies</translation>
    </message>
    <message>
        <source>一行一项，行末写分钟数</source>
        <translation>A point a line, its minutes at the end</translation>
    </message>
    <message>
        <source>议程</source>
        <translation>Run sheet</translation>
    </message>
    <message>
        <source>出席</source>
        <translation>Attendance</translation>
    </message>
    <message>
        <source>出席已记，{count} 人</source>
        <translation>Attendance recorded: {count} people</translation>
    </message>
</context>
<context>
    <name>LinesPane</name>
    <message>
        <source>决定与行动项</source>
        <translation>Decisions and actions</translation>
    </message>
    <message>
        <source>决定与行动项的分栏</source>
        <translation>Tabs of decisions and actions</translation>
    </message>
    <message>
        <source>出席…</source>
        <translation>Attendance…</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>上次行动项</source>
        <translation>Last actions</translation>
    </message>
    <message>
        <source>议定事项</source>
        <translation>Decisions</translation>
    </message>
    <message>
        <source>本次行动项</source>
        <translation>New actions</translation>
    </message>
    <message>
        <source>出席</source>
        <translation>Attendance</translation>
    </message>
    <message>
        <source>新增：标题：会议议定的内容</source>
        <translation>New: heading: what was decided</translation>
    </message>
    <message>
        <source>新增：做什么，谁，哪天 #案号</source>
        <translation>New: what, who, when #case</translation>
    </message>
    <message>
        <source>新增：姓名 职务，没来的加「请假」</source>
        <translation>New: name post, and &quot;excused&quot; if absent</translation>
    </message>
    <message>
        <source>做什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>哪天</source>
        <translation>By</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>还缺：{parts}。写法：做什么，谁，哪天</source>
        <translation>Missing: {parts}. Write: what, who, by which day</translation>
    </message>
</context>
<context>
    <name>ListDialog</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Meeting</name>
    <message>
        <source>号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>做什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>协同</source>
        <translation>With</translation>
    </message>
    <message>
        <source>哪天</source>
        <translation>By</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>面板</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>依据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>议定事项</source>
        <translation>Decisions</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>职务</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>到会</source>
        <translation>Presence</translation>
    </message>
    <message>
        <source>{state} {days} 天</source>
        <translation>{state} by {days} d</translation>
    </message>
    <message>
        <source>点一下或按 Alt+P 打开面板「{panel}」</source>
        <translation>A click or Alt+P opens the panel &quot;{panel}&quot;</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{count} 件，数据截至 {cutoff}</source>
        <translation>{count} cases, data as of {cutoff}</translation>
    </message>
    <message>
        <source>{count} 件，数据截至 {cutoff}；现在查到 {now} 件，其间有变化</source>
        <translation>{count} cases, data as of {cutoff}; {now} are found now, some have changed since</translation>
    </message>
    <message>
        <source>这个数字后面没有案件</source>
        <translation>No case is behind this number</translation>
    </message>
    <message>
        <source>{count} 项，数据截至 {cutoff}</source>
        <translation>{count} items, data as of {cutoff}</translation>
    </message>
    <message>
        <source>这个数字后面没有行动项</source>
        <translation>No action is behind this number</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>{week}周</source>
        <translation>w{week}</translation>
    </message>
    <message>
        <source>{week}  {first} 至 {last}</source>
        <translation>{week}  {first} to {last}</translation>
    </message>
    <message>
        <source>上次决定</source>
        <translation>Last decisions</translation>
    </message>
    <message>
        <source>件量</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>类别来源</source>
        <translation>Classes, sources</translation>
    </message>
    <message>
        <source>网格×类别</source>
        <translation>Grid × class</translation>
    </message>
    <message>
        <source>时限</source>
        <translation>Time limits</translation>
    </message>
    <message>
        <source>重复高发</source>
        <translation>Repeats, places</translation>
    </message>
    <message>
        <source>力量负荷</source>
        <translation>Workload</translation>
    </message>
    <message>
        <source>每周件数</source>
        <translation>Cases by week</translation>
    </message>
    <message>
        <source>每日件数</source>
        <translation>Cases by day</translation>
    </message>
    <message>
        <source>类别，竖线为前一周</source>
        <translation>Classes; tick: week before</translation>
    </message>
    <message>
        <source>来源，竖线为前一周</source>
        <translation>Sources; tick: week before</translation>
    </message>
    <message>
        <source>等级，竖线为前一周</source>
        <translation>Severities; tick: week before</translation>
    </message>
    <message>
        <source>网格×类别件数</source>
        <translation>Cases by grid and class</translation>
    </message>
    <message>
        <source>每周按时率 %</source>
        <translation>On-time share by week, %</translation>
    </message>
    <message>
        <source>逾期件，按天数</source>
        <translation>Overdue cases by days</translation>
    </message>
    <message>
        <source>高发点位件数</source>
        <translation>Places with most cases</translation>
    </message>
    <message>
        <source>未解决的重复，天数</source>
        <translation>Unsolved repeats, days</translation>
    </message>
    <message>
        <source>案件时，竖线为中位数</source>
        <translation>Case-hours; tick: median</translation>
    </message>
    <message>
        <source>本周受理</source>
        <translation>Received this week</translation>
    </message>
    <message>
        <source>不予立案或作废</source>
        <translation>Not filed or annulled</translation>
    </message>
    <message>
        <source>前一周</source>
        <translation>Week before</translation>
    </message>
    <message>
        <source>去年同周</source>
        <translation>Same week last year</translation>
    </message>
    <message>
        <source>按时办结</source>
        <translation>Closed in time</translation>
    </message>
    <message>
        <source>应结</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>逾期后办结</source>
        <translation>Closed late</translation>
    </message>
    <message>
        <source>逾期未结</source>
        <translation>Overdue and open</translation>
    </message>
    <message>
        <source>缓办</source>
        <translation>Suspended</translation>
    </message>
    <message>
        <source>办结时间不明</source>
        <translation>Closing time unknown</translation>
    </message>
    <message>
        <source>前一周按时</source>
        <translation>In time, week before</translation>
    </message>
    <message>
        <source>前一周应结</source>
        <translation>Due, week before</translation>
    </message>
    <message>
        <source>一次办成</source>
        <translation>Right first time</translation>
    </message>
    <message>
        <source>本周办结</source>
        <translation>Closed this week</translation>
    </message>
    <message>
        <source>半数办结用时</source>
        <translation>Half are closed within</translation>
    </message>
    <message>
        <source>近四周未结</source>
        <translation>Open, last four weeks</translation>
    </message>
    <message>
        <source>近四周不予立案或作废</source>
        <translation>Not filed or annulled, last four weeks</translation>
    </message>
    <message>
        <source>近四周办结时间不明</source>
        <translation>Closing time unknown, last four weeks</translation>
    </message>
    <message>
        <source>逾期最久</source>
        <translation>Longest overdue</translation>
    </message>
    <message>
        <source>重复</source>
        <translation>Repeats</translation>
    </message>
    <message>
        <source>写明地点</source>
        <translation>With a place</translation>
    </message>
    <message>
        <source>前一周重复</source>
        <translation>Repeats, week before</translation>
    </message>
    <message>
        <source>高发点位合计</source>
        <translation>At places with most cases</translation>
    </message>
    <message>
        <source>现有逾期，含历史未结</source>
        <translation>Overdue now, historic ones too</translation>
    </message>
    <message>
        <source>在办，含历史未结</source>
        <translation>In hand, historic ones too</translation>
    </message>
    <message>
        <source>案件时</source>
        <translation>Case-hours</translation>
    </message>
    <message>
        <source>类别和网格齐全</source>
        <translation>With class and grid</translation>
    </message>
    <message>
        <source>待查的决定和行动项</source>
        <translation>Decisions and actions to review</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>进行</source>
        <translation>Under way</translation>
    </message>
    <message>
        <source>逾期</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>提交季度联席会议</source>
        <translation>To the quarterly meeting</translation>
    </message>
    <message>
        <source>缺类别</source>
        <translation>Without class</translation>
    </message>
    <message>
        <source>缺网格</source>
        <translation>Without grid</translation>
    </message>
    <message>
        <source>缺小微网格</source>
        <translation>Without micro grid</translation>
    </message>
    <message>
        <source>缺地点</source>
        <translation>Without place</translation>
    </message>
    <message>
        <source>缺时限</source>
        <translation>Without limit</translation>
    </message>
    <message>
        <source>缺办结时间</source>
        <translation>Without closing time</translation>
    </message>
    <message>
        <source>当日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>当周</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>类别，前一周</source>
        <translation>Class, week before</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>来源，前一周</source>
        <translation>Source, week before</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>等级，前一周</source>
        <translation>Severity, week before</translation>
    </message>
    <message>
        <source>网格</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>网格和类别</source>
        <translation>Grid and class</translation>
    </message>
    <message>
        <source>逾期天数</source>
        <translation>Days overdue</translation>
    </message>
    <message>
        <source>类别，按时</source>
        <translation>Class, in time</translation>
    </message>
    <message>
        <source>类别，应结</source>
        <translation>Class, due</translation>
    </message>
    <message>
        <source>类别，半数办结用时</source>
        <translation>Class, half closed within</translation>
    </message>
    <message>
        <source>当周按时</source>
        <translation>Week, in time</translation>
    </message>
    <message>
        <source>当周应结</source>
        <translation>Week, due</translation>
    </message>
    <message>
        <source>点位</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>点位，重复</source>
        <translation>Place, repeats</translation>
    </message>
    <message>
        <source>小微网格</source>
        <translation>Micro grid</translation>
    </message>
    <message>
        <source>重复链</source>
        <translation>Repeat chain</translation>
    </message>
    <message>
        <source>重复链，未结</source>
        <translation>Repeat chain, open</translation>
    </message>
    <message>
        <source>重复链，已有</source>
        <translation>Repeat chain, age</translation>
    </message>
    <message>
        <source>力量，案件时</source>
        <translation>Force, case-hours</translation>
    </message>
    <message>
        <source>力量，新增</source>
        <translation>Force, new</translation>
    </message>
    <message>
        <source>力量，办结</source>
        <translation>Force, closed</translation>
    </message>
    <message>
        <source>力量，在办</source>
        <translation>Force, in hand</translation>
    </message>
    <message>
        <source>力量，逾期</source>
        <translation>Force, overdue</translation>
    </message>
    <message>
        <source>力量，每在岗时案件时</source>
        <translation>Force, case-hours per duty hour</translation>
    </message>
    <message>
        <source>力量，人均新增</source>
        <translation>Force, new cases per person</translation>
    </message>
    <message>
        <source>{value} 小时</source>
        <translation>{value} h</translation>
    </message>
    <message>
        <source>{value} 天</source>
        <translation>{value} d</translation>
    </message>
    <message>
        <source>逾</source>
        <translation>!</translation>
    </message>
</context>
<context>
    <name>MeetingView</name>
    <message>
        <source>召开以后、签发以前才能编辑</source>
        <translation>The words can be changed after the meeting is held and before it is issued</translation>
    </message>
    <message>
        <source>先筹备这一周的例会</source>
        <translation>Open the meeting of this week first</translation>
    </message>
</context>
<context>
    <name>MinutesPreview</name>
    <message>
        <source>上一页</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>编辑纪要…</source>
        <translation>Edit minutes…</translation>
    </message>
    <message>
        <source>第 {page} 页，共 {count} 页</source>
        <translation>Page {page} of {count}</translation>
    </message>
    <message>
        <source>纪要预览</source>
        <translation>Minutes</translation>
    </message>
</context>
<context>
    <name>Outputs</name>
    <message>
        <source>筹备例会以后，这里是纪要</source>
        <translation>The minutes stand here once the meeting is opened</translation>
    </message>
    <message>
        <source>打印纪要</source>
        <translation>Print the minutes</translation>
    </message>
    <message>
        <source>保存纪要</source>
        <translation>Save the minutes</translation>
    </message>
    <message>
        <source>已送打印 {count} 页</source>
        <translation>{count} pages sent to the printer</translation>
    </message>
    <message>
        <source>已保存 {file}</source>
        <translation>Saved {file}</translation>
    </message>
    <message>
        <source>纪要没有排成</source>
        <translation>The minutes could not be set</translation>
    </message>
</context>
<context>
    <name>PanelCard</name>
    <message>
        <source>纪要</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>本周无信号</source>
        <translation>No signal</translation>
    </message>
</context>
<context>
    <name>PanelDialog</name>
    <message>
        <source>全部数字</source>
        <translation>All numbers</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PhaseBar</name>
    <message>
        <source>例会的周</source>
        <translation>Week of the meeting</translation>
    </message>
    <message>
        <source>本地试算</source>
        <translation>Local trial</translation>
    </message>
    <message>
        <source>面板</source>
        <translation>Panels</translation>
    </message>
    <message>
        <source>决定</source>
        <translation>Decisions</translation>
    </message>
    <message>
        <source>纪要</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>例会的三面</source>
        <translation>Faces of the meeting</translation>
    </message>
    <message>
        <source>冻结中，等中心算出</source>
        <translation>Freezing, the centre computes</translation>
    </message>
    <message>
        <source>本地试算，数据截至 {moment}</source>
        <translation>Local trial, data as of {moment}</translation>
    </message>
    <message>
        <source>快照 {digest}，冻结后变化 {late} 件</source>
        <translation>Snapshot {digest}, {late} changed since</translation>
    </message>
    <message>
        <source>完整率 {percent} %</source>
        <translation>{percent} % complete</translation>
    </message>
    <message>
        <source>与打印件同源</source>
        <translation>same as on paper</translation>
    </message>
    <message>
        <source>以中心冻结的为准</source>
        <translation>the frozen figures count</translation>
    </message>
    <message>
        <source>{act}：{reason}</source>
        <translation>{act}: {reason}</translation>
    </message>
    <message>
        <source>出席…</source>
        <translation>Attendance…</translation>
    </message>
    <message>
        <source>{act}…</source>
        <translation>{act}…</translation>
    </message>
</context>
<context>
    <name>SignalMark</name>
    <message>
        <source>本周有信号</source>
        <translation>A signal this week</translation>
    </message>
</context>
<context>
    <name>SourceChoice</name>
    <message>
        <source>来自哪个面板</source>
        <translation>From which panel</translation>
    </message>
    <message>
        <source>决定和行动项来自哪个面板</source>
        <translation>The panel that the decision or action comes from</translation>
    </message>
    <message>
        <source>不来自面板</source>
        <translation>From no panel</translation>
    </message>
    <message>
        <source>来自 {panel}</source>
        <translation>From {panel}</translation>
    </message>
</context>
<context>
    <name>_Gaps</name>
    <message>
        <source>需要补的</source>
        <translation>To be completed</translation>
    </message>
    <message>
        <source>缺数不挡开会，面板会注明</source>
        <translation>Gaps do not hold up the meeting; the panels say so</translation>
    </message>
    <message>
        <source>去办</source>
        <translation>See to it</translation>
    </message>
</context>
</TS>
