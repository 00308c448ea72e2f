"""The archive's guide: what the files are and how anybody can check them, in twenty years and without this program."""

from __future__ import annotations

from typing import Final

_TEXT: Final = """\
{office}
{round}（{period}）考核档案

一、这是什么
这个文件夹是一个考核批次全部定稿以后的完整档案。里面的文件都是公开格式，
不需要考评台程序就能阅读：PDF、纯文本（UTF-8 编码）、CSV 表格、JSON 数据。

二、里面有什么
  档案.json            批次的名称、时段、各单位总分和评分表核验码
  校验值.txt           其余每个文件的 SHA-256 校验值
  打印/                各单位评分表，排名表、得分表、失分统计表、图表，会议、异议、整改的清单（PDF）
  数据/办法.toml       计分所依据的考核办法（纯文本）
  数据/考核表.json     每个单位的认定、得分、扣分原因
  数据/*.csv           各指标得分、排名、失分、佐证、异议、会上改动、整改、发文，
                       可以用电子表格程序打开
  数据/留痕.jsonl      本批次每一次改动：谁、何时、改前、改后；一行一条
  佐证/                佐证材料原件，文件名就是它的 SHA-256 校验值（存档时选择了附带的话）

三、怎样核对没有被改动
  1. 打开“校验值.txt”，每一行是一个校验值和一个文件的位置。
     Windows：在 PowerShell 里运行  Get-FileHash 文件名 -Algorithm SHA256
     Linux、麒麟、统信：在本文件夹里运行  sha256sum -c 校验值.txt
     两边的校验值一样，文件就没有改动过。
  2. “校验值.txt”本身的校验值，建议在存档当天打印出来，由经手人签字，与纸质档案放在一起。
  3. 留痕逐条相扣：每一条的 parents 是前一条的 hash；hash 是把该条的 workspace、at、person、
     author、command、round、unit、reverts、grounds、changes、parents 依次写成 JSON 数组
     （不加空格，不转义汉字）后计算的 SHA-256。只有 number、hash、parents 的行是别的批次的
     改动，内容不在本档案内，只用来接上前后各条。
  4. 装有考评台时，运行  kaoping verify --workspace 本文件夹 ，
     程序核对全部校验值和留痕，并且按“办法.toml”重新计算每一个得分和名次。
"""


def archive_guide(office: str, round_name: str, period: str) -> str:
    """The guide of one archive."""
    return _TEXT.format(office=office, round=round_name, period=period).replace("\n", "\r\n")
