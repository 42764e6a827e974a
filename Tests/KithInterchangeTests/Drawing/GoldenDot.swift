/// Whole DOT files, as they are expected byte for byte.
enum GoldenDot {
  static let funding = ##"""
    digraph "kith" {
      graph [layout=dot,rankdir=LR,nodesep=0.15,ranksep=0.4,outputorder=edgesfirst,fontname="Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif",bgcolor=white,pad=0.3,labelloc=t,labeljust=l];
      node [fontname="Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif",fontsize=12,margin="0.09,0.05",width=0.3,height=0.25,penwidth=0.8];
      edge [fontname="Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif",fontsize=9,fontcolor="#505050",color="#808080",arrowsize=0.6,penwidth=0.8];
      subgraph "label Person" {
        node [shape=ellipse,style="filled",fillcolor="#56B4E9",fontcolor="#000000"];
        "katja" [label="Dr. Katja Michalak",tooltip="Person: Dr. Katja Michalak\nid: katja\ntitle: Dr.",id="node:katja",kith_labels="Person",kith_id="katja"];
      }
      subgraph "label Organisation" {
        node [shape=box,style="filled",fillcolor="#E69F00",fontcolor="#000000"];
        "bund" [label="Bund",tooltip="Organisation: Bund\nid: bund",id="node:bund",kith_labels="Organisation",kith_id="bund"];
      }
      subgraph "label Project" {
        node [shape=component,style="filled",fillcolor="#009E73",fontcolor="#000000"];
        "ikö:1" [label="Interkulturelle \"Öffnung\"",tooltip="Project: Interkulturelle \"Öffnung\"\nid: ikö:1",id="node:ikö:1",kith_labels="Project",kith_id="ikö:1"];
      }
      subgraph "label Source" {
        node [shape=folder,style="filled",fillcolor="#C1C1C1",fontcolor="#000000"];
        "presse" [label="Lokalzeitung",tooltip="Source: Lokalzeitung\nid: presse",id="node:presse",kith_labels="Source",kith_id="presse"];
      }
      "bund" -> "ikö:1" [label="funds, 2021 bis\nDezember 2023",fontcolor=black,color="#303030",penwidth=1.3,style=dashed,tooltip="FUNDS\nfrom: 2021\nuntil: 2023-12",id="edge:bund:FUNDS:ikö:1",kith_type="FUNDS",kith_from="2021",kith_until="2023-12"];
      "bund" -> "ikö:1" [label="funds, bis\nvielleicht Oktober\n2023 (bestritten)",fontcolor=black,color="#303030",penwidth=1.3,style=dashed,tooltip="FUNDS\nuntil: 2023-10?\nQuelle: Lokalzeitung, Seite 3, deprecated",id="edge:bund:FUNDS:ikö:1:2",kith_type="FUNDS",kith_until="2023-10?",kith_source="presse"];
      "bund" -> "presse" [label="published (?)",tooltip="PUBLISHED\nlikely",id="edge:bund:PUBLISHED:presse",kith_type="PUBLISHED"];
      "katja" -> "ikö:1" [label="Leiterin, seit etwa 2015",fontcolor=black,color="#303030",penwidth=1.3,tooltip="HEADS\nfrom: 2015~\nrole: Leiterin",id="edge:katja:HEADS:ikö:1",kith_type="HEADS",kith_from="2015~"];
      label=<<TABLE BORDER="0" CELLSPACING="4" CELLPADDING="3"><TR><TD ALIGN="LEFT"><FONT POINT-SIZE="26"><B>Wer was fördert</B></FONT></TD></TR><TR><TD ALIGN="LEFT"><FONT POINT-SIZE="13">Stand: 17. Februar 2024 · 4 Knoten · 4 Beziehungen · Quelle: Lokalzeitung</FONT></TD></TR><TR><TD ALIGN="LEFT"><TABLE BORDER="0" CELLSPACING="4" CELLPADDING="4"><TR><TD BORDER="1" BGCOLOR="#56B4E9" STYLE="ROUNDED"><FONT COLOR="#000000" POINT-SIZE="12">Person 1</FONT></TD><TD BORDER="1" BGCOLOR="#E69F00"><FONT COLOR="#000000" POINT-SIZE="12">Organisation 1</FONT></TD><TD BORDER="1" BGCOLOR="#009E73"><FONT COLOR="#000000" POINT-SIZE="12">Project 1</FONT></TD><TD BORDER="1" BGCOLOR="#C1C1C1"><FONT COLOR="#000000" POINT-SIZE="12">Source 1</FONT></TD></TR></TABLE></TD></TR><TR><TD ALIGN="LEFT"><FONT POINT-SIZE="12">– – –  beendet      (?)  unsicher      (bestritten)  eine Quelle widerspricht</FONT></TD></TR></TABLE>>;
    }

    """##
}
