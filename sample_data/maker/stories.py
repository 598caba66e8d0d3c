"""What becomes of each obliged unit in each period, written down one letter a period; most units are simply good."""

from maker import words

GOOD, NONE = "g", "n"
STORIES = {
    "g": "有计入的活动",
    "n": "平台无记录",
    "k": "只有作废的活动",
    "p": "只有申请中的时长",
    "u": "有时长，但未签退、已拒绝或录入失败",
    "r": "有实招人数，但没有时长记录",
    "s": "活动还没有开展或已暂停",
    "b": "只靠补录",
    "d": "在周期最后一天开展",
    "e": "在周期第一天开展",
    "x": "时长在第二次导出时已删除",
    "m": "第二次导出时改期到下一周期",
    "z": "周期最后一天开始，时长在次日",
    "w": "项目状态不认识",
    "f": "一个周期集中开展四场",
    "q": "由单位自己的名义发布",
    "o": "没有人报名，当时也没有时长可查",
}
"""Letter → what happened."""

# 2025 第一至第四季度, 2026 第一至第四季度.
QUARTERS = {
    "柳湾镇": "gggg gggg", "槐荫街道": "gggg gngg", "枣峪镇": "gggg ggqn", "麦丘乡": "gnng kngn",
    "望云街道": "nnnn gnnn", "松鹤乡": "gggg gggn", "苇河镇": "gggg gggn", "青梨镇": "gggq gdgg",
    "云杉社区": "nnnn nnnn", "双塔社区": "gggg pppp", "锦苑社区": "ggkg uuuu", "和睦里社区": "ggng gngg",
    "西街社区": "gggg gbgg", "钟楼巷社区": "ogkg ggkg", "文昌里社区": "gggg grgn", "书院门社区": "gggg ggsg",
    "百货楼社区": "gggg ggxg", "柳荫社区": "gggg ggmn", "石桥头社区": "gggg gdeg", "机械厂社区": "fnnn fnke",
    "棉纺社区": "gggg ggzg", "铁路新村社区": "gggg ggwn", "学府路社区": "gggg gggn", "清泉社区": "gggg gggn",
    "南关社区": "gggg gggn", "望云台社区": "nnnn nndn", "梨园里社区": "gggg gqgq", "粮库巷社区": "rggg gggk",
}  # fmt: skip
# 2025 上半年, 下半年, 2026 上半年, 下半年.
HALVES = {
    "绿丝带助残服务社": "nn nn", "山桃花巾帼互助会": "gg gk", "春雨敬老助残服务队": "gn nn", "夕照红文艺社": "gg rg",
    "平安灯义务巡防队": "gg gn", "清流护河会": "gb bb", "车轮子爱心车队": "gg dg", "守望邻里互助社": "gg gp",
    "萤火阅读推广中心": "fn fn", "惠农科技服务社": "gg me",
}  # fmt: skip


def quarters(unit_name: str) -> str:
    """Eight letters."""
    return QUARTERS.get(unit_name, "gggggggg").replace(" ", "")


def halves(unit_name: str) -> str:
    """Four letters."""
    return HALVES.get(unit_name.removeprefix(words.COUNTY), "gggg").replace(" ", "")
