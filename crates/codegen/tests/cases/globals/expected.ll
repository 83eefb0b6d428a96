; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@global.0 = internal global i32 0
@global.1 = internal constant i64 5
@__dissolve_m_global_2 = global i64 0
@__dissolve_m_global_3 = global i32 0

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"() #0 section ".text.func[0]" !dbg !4 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = load i32, ptr @global.0, align 4, !dbg !7
  %1 = add i32 %0, 1, !dbg !8
  store i32 %1, ptr @global.0, align 4, !dbg !9
  %2 = load i32, ptr @global.0, align 4, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i64 @"func[1]"() #0 section ".text.func[1]" !dbg !12 {
entry:
  br label %start

start:                                            ; preds = %entry
  %0 = load i64, ptr @global.1, align 8, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %1 = phi i64 [ %0, %start ]
  ret i64 %1, !dbg !14
}

; Function Attrs: nounwind optsize
define i32 @m_next() #0 section ".text.m_next" !dbg !15 {
  %1 = call i32 @"func[0]"(), !dbg !16
  ret i32 %1, !dbg !16
}

; Function Attrs: nounwind optsize
define i64 @m_limit() #0 section ".text.m_limit" !dbg !17 {
  %1 = call i64 @"func[1]"(), !dbg !18
  ret i64 %1, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  store i32 3, ptr @global.0, align 4, !dbg !20
  store i64 4602678819172646912, ptr @__dissolve_m_global_2, align 8, !dbg !20
  store i32 1048576000, ptr @__dissolve_m_global_3, align 4, !dbg !20
  ret void, !dbg !20
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "next", linkageName: "next", scope: null, file: !3, line: 96, type: !5, scopeLine: 96, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 97, scope: !4)
!8 = !DILocation(line: 101, scope: !4)
!9 = !DILocation(line: 102, scope: !4)
!10 = !DILocation(line: 104, scope: !4)
!11 = !DILocation(line: 106, scope: !4)
!12 = distinct !DISubprogram(name: "limit", linkageName: "limit", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 109, scope: !12)
!14 = !DILocation(line: 111, scope: !12)
!15 = distinct !DISubprogram(name: "m_next", linkageName: "m_next", scope: null, file: !3, line: 96, type: !5, scopeLine: 96, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 96, scope: !15)
!17 = distinct !DISubprogram(name: "m_limit", linkageName: "m_limit", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 108, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
